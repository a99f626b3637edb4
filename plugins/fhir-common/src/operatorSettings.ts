import { z } from 'zod';

const FHIR_VERSIONS = ['Stu3', 'R4', 'R4B', 'R5'] as const;
const Switch = z.enum(['Enabled', 'Disabled']);

const ImageSource = z.object({
  repository: z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'Repository with its registry.' }),
  tag: z.string().min(1).max(128).meta({ description: 'Tag.' }),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .meta({ description: 'Pins the image; wins over the tag.' }),
});

const quantity = (description: string) =>
  z.string().min(1).max(32).meta({ description });

const PodResources = z.object({
  cpuRequest: quantity('CPU kept free for a pod.'),
  cpuLimit: quantity('Most CPU of a pod.').optional(),
  memoryRequest: quantity('Memory kept free for a pod.'),
  memoryLimit: quantity('Most memory of a pod.'),
});

const LabelSelector = z.object({
  matchLabels: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Labels that it must have; none: all.' }),
});

const Peer = z.object({
  namespaceSelector: LabelSelector.optional().meta({
    description: 'Which namespaces; left out: that of the server.',
  }),
  podSelector: LabelSelector.optional().meta({
    description: 'Which pods in them; left out: all.',
  }),
});

// Released 2026-08-15; the registry of the images is Microsoft's public one.
const image = (version: string, title: string) =>
  ImageSource.prefault({
    repository: `mcr.microsoft.com/healthcareapis/${version}-fhir-server`,
    tag: '5.0.30',
  }).meta({ description: `The image for ${title}.` });

const Images = z.object({
  Stu3: image('stu3', 'FHIR STU3'),
  R4: image('r4', 'FHIR R4'),
  R4B: image('r4b', 'FHIR R4B, no longer built upstream'),
  R5: image('r5', 'FHIR R5'),
});

const Sizes = z.object({
  Small: PodResources.prefault({
    cpuRequest: '500m',
    cpuLimit: '1',
    memoryRequest: '1Gi',
    memoryLimit: '2Gi',
  }).meta({ description: 'For tests and small teams.' }),
  Medium: PodResources.prefault({
    cpuRequest: '1',
    cpuLimit: '2',
    memoryRequest: '2Gi',
    memoryLimit: '3Gi',
  }).meta({ description: 'For a team that works with it all day.' }),
  Large: PodResources.prefault({
    cpuRequest: '2',
    cpuLimit: '4',
    memoryRequest: '4Gi',
    memoryLimit: '6Gi',
  }).meta({ description: 'For heavy load and large exports.' }),
});

const NetworkPolicy = z.object({
  ingressFrom: z
    .array(Peer)
    .min(1)
    .default([
      {
        namespaceSelector: {
          matchLabels: {
            'kubernetes.io/metadata.name': 'app-routing-system',
          },
        },
      },
      {
        namespaceSelector: { matchLabels: {} },
        podSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'fhir-operator' },
        },
      },
    ])
    .meta({
      description:
        'Who may reach the pods: the ingress controller or gateway, the operator, the portal.',
    }),
  metricsFrom: z
    .array(Peer)
    .default([])
    .meta({ description: 'Who may reach the metrics port.' }),
});

/** The facts of a fleet: they can move without rewriting a stored Fhir. `parseOperatorSettings` fills the defaults. */
export const OperatorSettings = z.object({
  images: Images.prefault({}).meta({
    description: 'The image per FHIR version.',
  }),
  schemaManagerImage: ImageSource.optional().meta({
    description:
      'Image with the schema manager console, for database.schemaUpgrades Job.',
  }),
  imagePullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .default('IfNotPresent')
    .meta({ description: 'When nodes pull an image.' }),
  sizes: Sizes.prefault({}).meta({
    description: 'What Small, Medium and Large mean for a pod.',
  }),
  defaultReplicas: z.int().min(1).max(100).default(1).meta({
    description: 'Pods of a server that says neither replicas nor autoscaling.',
  }),
  ingressClass: z
    .string()
    .min(1)
    .max(253)
    .default('webapprouting.kubernetes.azure.com')
    .meta({ description: 'Class of an Ingress that names none.' }),
  gateway: z
    .object({
      name: z
        .string()
        .min(1)
        .max(63)
        .meta({ description: 'Name of the Gateway.' }),
      namespace: z
        .string()
        .min(1)
        .max(63)
        .meta({ description: 'Namespace of the Gateway.' }),
    })
    .optional()
    .meta({ description: 'Gateway for exposure.type HTTPRoute.' }),
  tls: z
    .object({
      mode: Switch.default('Enabled').meta({
        description: 'Whether an Ingress has TLS when its server says nothing.',
      }),
      clusterIssuer: z.string().min(1).max(253).optional().meta({
        description: 'cert-manager ClusterIssuer of its certificates.',
      }),
    })
    .prefault({})
    .meta({
      description: 'TLS of Ingresses; an HTTPRoute has that of its Gateway.',
    }),
  publicUrlPattern: z
    .string()
    .min(1)
    .max(253)
    .regex(/\{host\}/)
    .default('https://{host}')
    .meta({ description: 'URL of a host name, with {host}.' }),
  clusterDomain: z
    .string()
    .min(1)
    .max(253)
    .default('cluster.local')
    .meta({ description: 'DNS domain of the cluster.' }),
  networkPolicy: NetworkPolicy.prefault({}).meta({
    description: 'Who may reach a server whose networkPolicy.mode is Enabled.',
  }),
  features: z
    .object({
      podDisruptionBudget: Switch.default('Enabled').meta({
        description: 'A PodDisruptionBudget from two replicas on.',
      }),
      topologySpread: Switch.default('Enabled').meta({
        description: 'Pods of a server on different zones and nodes.',
      }),
      readinessGate: Switch.default('Disabled').meta({
        description:
          'Enabled: a pod gets traffic only after the operator read Healthy from /health/check.',
      }),
    })
    .prefault({})
    .meta({ description: 'What every server gets.' }),
});

/** Complete operator settings. */
export type OperatorSettings = z.output<typeof OperatorSettings>;
/** Operator settings as a person writes them. */
export type OperatorSettingsInput = z.input<typeof OperatorSettings>;
/** CPU and memory of a pod. */
export type PodResources = z.infer<typeof PodResources>;

/** What holds when nothing is configured. */
export const defaultOperatorSettings: OperatorSettings = OperatorSettings.parse(
  {},
);

/** All FHIR versions, oldest first. */
export const fhirVersions = FHIR_VERSIONS;
