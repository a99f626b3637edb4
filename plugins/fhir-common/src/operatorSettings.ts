import { z } from 'zod';

const FHIR_VERSIONS = ['Stu3', 'R4', 'R4B', 'R5'] as const;
const Switch = z.enum(['Enabled', 'Disabled']);

const ImageSource = z.object({
  repository: z.string().min(1).max(255),
  tag: z.string().min(1).max(128),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
});

const PodResources = z.object({
  cpuRequest: z.string().min(1).max(32),
  cpuLimit: z.string().min(1).max(32).optional(),
  memoryRequest: z.string().min(1).max(32),
  memoryLimit: z.string().min(1).max(32),
});

const LabelSelector = z.object({
  matchLabels: z.record(z.string(), z.string()).default({}),
});

const Peer = z.object({
  namespaceSelector: LabelSelector.optional(),
  podSelector: LabelSelector.optional(),
});

// Released 2026-08-15; the registry of the images is Microsoft's public one.
const upstream = (version: string) => ({
  repository: `mcr.microsoft.com/healthcareapis/${version}-fhir-server`,
  tag: '5.0.30',
});

const Images = z.object({
  Stu3: ImageSource.prefault(upstream('stu3')),
  R4: ImageSource.prefault(upstream('r4')),
  R4B: ImageSource.prefault(upstream('r4b')),
  R5: ImageSource.prefault(upstream('r5')),
});

const Sizes = z.object({
  Small: PodResources.prefault({
    cpuRequest: '500m',
    cpuLimit: '1',
    memoryRequest: '1Gi',
    memoryLimit: '2Gi',
  }),
  Medium: PodResources.prefault({
    cpuRequest: '1',
    cpuLimit: '2',
    memoryRequest: '2Gi',
    memoryLimit: '3Gi',
  }),
  Large: PodResources.prefault({
    cpuRequest: '2',
    cpuLimit: '4',
    memoryRequest: '4Gi',
    memoryLimit: '6Gi',
  }),
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
    .default('IfNotPresent'),
  sizes: Sizes.prefault({}),
  defaultReplicas: z.int().min(1).max(100).default(1),
  ingressClass: z
    .string()
    .min(1)
    .max(253)
    .default('webapprouting.kubernetes.azure.com'),
  gateway: z
    .object({
      name: z.string().min(1).max(63),
      namespace: z.string().min(1).max(63),
    })
    .optional()
    .meta({ description: 'Gateway for exposure.type HTTPRoute.' }),
  tls: z
    .object({
      mode: Switch.default('Enabled'),
      clusterIssuer: z.string().min(1).max(253).optional(),
    })
    .prefault({}),
  publicUrlPattern: z
    .string()
    .min(1)
    .max(253)
    .regex(/\{host\}/)
    .default('https://{host}')
    .meta({ description: 'URL of a host name, with {host}.' }),
  clusterDomain: z.string().min(1).max(253).default('cluster.local'),
  networkPolicy: NetworkPolicy.prefault({}),
  features: z
    .object({
      podDisruptionBudget: Switch.default('Enabled'),
      topologySpread: Switch.default('Enabled'),
      readinessGate: Switch.default('Disabled').meta({
        description:
          'Enabled: a pod gets traffic only after the operator read Healthy from /health/check.',
      }),
    })
    .prefault({}),
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
