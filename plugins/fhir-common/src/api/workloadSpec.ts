import { z } from 'zod';
import { withRules } from './rules';
import { DnsLabel, ResourceQuantity } from './specFields';

/** Which build of the server runs. */
export const Image = z.object({
  repository: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({
      title: 'Repository',
      description:
        'Image repository. Left out: the operator setting for the FHIR version.',
      examples: ['mcr.microsoft.com/healthcareapis/r4-fhir-server'],
    }),
  tag: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .meta({ title: 'Tag', description: 'Image tag.', examples: ['5.0.30'] }),
  digest: z
    .string()
    .max(71)
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .meta({
      title: 'Digest',
      description: 'Pins the image; wins over the tag.',
    }),
  pullSecrets: z.array(DnsLabel).max(8).optional().meta({
    title: 'Pull secrets',
    description: 'Secrets for a private registry.',
  }),
});

/** Pods between two numbers, by CPU. */
export const Autoscaling = withRules(
  z.object({
    minReplicas: z
      .int()
      .min(1)
      .max(100)
      .meta({ title: 'At least', description: 'Fewest pods.' }),
    maxReplicas: z
      .int()
      .min(1)
      .max(100)
      .meta({ title: 'At most', description: 'Most pods.' }),
    targetCpuPercent: z.int().min(1).max(100).default(70).meta({
      title: 'Target CPU',
      description:
        'Average CPU use, in percent of the request, above which a pod is added.',
    }),
  }),
  [
    {
      rule: 'self.minReplicas <= self.maxReplicas',
      message: 'minReplicas must not be greater than maxReplicas',
      path: ['minReplicas'],
      holds: a => a.minReplicas <= a.maxReplicas,
    },
  ],
);

/** CPU and memory that differ from the size. */
export const Resources = z.object({
  cpuRequest: ResourceQuantity.optional().meta({
    title: 'CPU request',
    description: 'CPU kept free for a pod.',
    examples: ['500m'],
  }),
  cpuLimit: ResourceQuantity.optional().meta({
    title: 'CPU limit',
    description: 'Most CPU of a pod.',
    examples: ['2'],
  }),
  memoryRequest: ResourceQuantity.optional().meta({
    title: 'Memory request',
    description: 'Memory kept free for a pod.',
    examples: ['1Gi'],
  }),
  memoryLimit: ResourceQuantity.optional().meta({
    title: 'Memory limit',
    description: 'Most memory of a pod.',
    examples: ['2Gi'],
  }),
});
