import { z } from 'zod';
import { withRules } from './rules';
import { DnsLabel, HostName } from './specFields';

/** How the server is reached. */
export const Exposure = withRules(
  z.object({
    type: z.enum(['Ingress', 'HTTPRoute', 'None']).default('Ingress').meta({
      title: 'Exposure',
      description: 'How the server is reached from outside.',
    }),
    host: HostName.optional().meta({
      title: 'Host name',
      description: 'Public host name.',
      examples: ['cardio.fhir.example.org'],
    }),
    className: DnsLabel.optional().meta({
      title: 'Ingress class',
      description: 'Left out: the operator setting.',
    }),
    gateway: z
      .object({
        name: DnsLabel.meta({
          title: 'Gateway',
          description: 'Name of the Gateway.',
        }),
        namespace: DnsLabel.meta({
          title: 'Namespace',
          description: 'Namespace of the Gateway.',
        }),
      })
      .optional()
      .meta({
        title: 'Gateway',
        description: 'For HTTPRoute. Left out: the operator setting.',
      }),
    tls: z
      .object({
        secretName: DnsLabel.optional().meta({
          title: 'TLS secret',
          description:
            'Secret with the certificate. Left out: made from the name.',
        }),
        clusterIssuer: DnsLabel.optional().meta({
          title: 'Issuer',
          description:
            'cert-manager ClusterIssuer. Left out: the operator setting.',
        }),
      })
      .optional()
      .meta({ title: 'TLS', description: 'Left out: the operator setting.' }),
    annotations: z
      .record(z.string().min(1).max(253), z.string().max(1024))
      .optional()
      .meta({
        title: 'Annotations',
        description: 'Further annotations of the Ingress or HTTPRoute.',
        maxProperties: 32,
      }),
  }),
  [
    {
      rule: "self.type == 'None' || has(self.host)",
      message: 'exposure.host is required unless exposure.type is None',
      path: ['host'],
      holds: e => e.type === 'None' || e.host !== undefined,
    },
  ],
);
