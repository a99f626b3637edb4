import { z } from 'zod';
import { withRules } from './rules';
import { HostName, HttpsUrl, Mode } from './specFields';

/** Bulk export or import. */
export const storage = (what: 'export' | 'import') =>
  withRules(
    z.object({
      mode: Mode.default('Disabled').meta({
        title: what === 'export' ? 'Export' : 'Import',
        description: `Bulk ${what} ($${what}).`,
      }),
      storageAccountUri: HttpsUrl.optional().meta({
        title: 'Storage account',
        description: `Blob endpoint that ${what} uses.`,
        examples: ['https://stfhir.blob.core.windows.net'],
      }),
    }),
    [
      {
        rule: "self.mode == 'Disabled' || has(self.storageAccountUri)",
        message: `${what}.storageAccountUri is required when ${what}.mode is Enabled`,
        path: ['storageAccountUri'],
        holds: s => s.mode === 'Disabled' || s.storageAccountUri !== undefined,
      },
    ],
  );

/** Reindex jobs. */
export const Reindex = z.object({
  mode: Mode.default('Enabled').meta({
    title: 'Reindex',
    description: 'Reindex jobs ($reindex) after new search parameters.',
  }),
  batchSize: z
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .meta({ title: 'Batch size', description: 'Resources per reindex query.' }),
  writeBatchSize: z.int().min(1).max(10_000).optional().meta({
    title: 'Write batch size',
    description: 'Resources per reindex write.',
  }),
  maximumConcurrency: z.int().min(1).max(64).optional().meta({
    title: 'Parallel queries',
    description: 'Reindex queries at one time.',
  }),
});

/** Conversion to FHIR. */
export const ConvertData = z.object({
  mode: Mode.default('Disabled').meta({
    title: 'Convert data',
    description: 'HL7 v2, C-CDA, JSON to FHIR ($convert-data).',
  }),
  registries: z
    .array(HostName)
    .max(16)
    .default([])
    .meta({
      title: 'Template registries',
      description: 'Container registries that hold conversion templates.',
      examples: [['acrfhir.azurecr.io']],
    }),
});

/** A bulk operation that is on or off. */
export const bulkOperation = (title: string, operation: string) =>
  z.object({
    mode: Mode.default('Disabled').meta({
      title,
      description: `Bulk operation ${operation}.`,
    }),
  });
