import { z } from 'zod';
import { withRules } from './rules';
import { DnsLabel, Guid } from './specFields';

/** How the pods are to sign in to Azure, as requested: provisioning fills in the ids. */
export const RequestedIdentity = z.object({
  type: z.enum(['WorkloadIdentity', 'PodIdentity', 'None']).meta({
    title: 'Identity',
    description:
      'How the pods sign in to Azure. PodIdentity (AAD Pod Identity) is retired upstream: for older clusters only.',
  }),
  name: DnsLabel.optional().meta({
    title: 'Identity name',
    description: 'Name of the managed identity in Azure.',
  }),
  clientId: Guid.optional().meta({
    title: 'Client id',
    description: 'Client id of the managed identity.',
  }),
  tenantId: Guid.optional().meta({
    title: 'Tenant id',
    description: 'Entra tenant. Left out: the tenant of the cluster.',
  }),
  resourceId: z
    .string()
    .max(512)
    .regex(/^\/subscriptions\/[^\s]+$/)
    .optional()
    .meta({
      title: 'Resource id',
      description:
        'Azure resource id of the managed identity; PodIdentity needs it.',
    }),
});

/** How the pods sign in to Azure. */
export const Identity = withRules(RequestedIdentity, [
  {
    rule: "self.type == 'None' || has(self.clientId)",
    message: 'identity.clientId is required unless identity.type is None',
    path: ['clientId'],
    holds: i => i.type === 'None' || i.clientId !== undefined,
  },
  {
    rule: "self.type != 'PodIdentity' || has(self.resourceId)",
    message:
      'identity.resourceId is required when identity.type is PodIdentity',
    path: ['resourceId'],
    holds: i => i.type !== 'PodIdentity' || i.resourceId !== undefined,
  },
]);
