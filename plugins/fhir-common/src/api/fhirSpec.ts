import { z } from 'zod';
import {
  Authorization,
  DataAction as DataActionField,
  Security,
} from './accessSpec';
import { Database } from './databaseSpec';
import { Exposure } from './exposureSpec';
import { Identity, RequestedIdentity } from './identitySpec';
import { Audit, Telemetry } from './observabilitySpec';
import { ConvertData, Reindex, bulkOperation, storage } from './operationsSpec';
import { Bundles, Cors, Throttling, Versioning } from './protocolSpec';
import { withRules, type Rule } from './rules';
import { Mode as ModeField, immutable } from './specFields';
import { Autoscaling, Image, Resources } from './workloadSpec';

const identityTexts = {
  title: 'Identity',
  description: 'The Azure identity of the pods.',
};

const fields = {
  fhirVersion: z.enum(['Stu3', 'R4', 'R4B', 'R5']).meta({
    title: 'FHIR version',
    description:
      'R4 is the one most systems speak. R4B is no longer built upstream. Cannot be changed later.',
    'x-kubernetes-validations': immutable('fhirVersion'),
  }),
  image: Image.prefault({}).meta({
    title: 'Image',
    description: 'Which build of the server runs.',
  }),
  size: z
    .enum(['Small', 'Medium', 'Large'])
    .default('Small')
    .meta({ title: 'Size', description: 'CPU and memory of a pod.' }),
  resources: Resources.optional().meta({
    title: 'Resources',
    description: 'Single values that differ from the size.',
  }),
  replicas: z.int().min(0).max(100).optional().meta({
    title: 'Replicas',
    description: 'Pods; 0 puts the server to sleep.',
  }),
  autoscaling: Autoscaling.optional().meta({
    title: 'Autoscaling',
    description: 'Instead of replicas.',
  }),
  identity: Identity.meta(identityTexts),
  database: Database.meta({
    title: 'Database',
    description: 'Where the data lives. It is never deleted.',
  }),
  security: Security.meta({
    title: 'Security',
    description: 'Who may call the server.',
  }),
  authorization: Authorization.prefault({}).meta({
    title: 'Authorization',
    description: 'What a caller may do.',
  }),
  audit: Audit.prefault({}).meta({
    title: 'Audit',
    description: 'The audit log; it is always on.',
  }),
  telemetry: Telemetry.prefault({}).meta({
    title: 'Telemetry',
    description: 'Traces and metrics.',
  }),
  export: storage('export').prefault({}).meta({
    title: 'Export',
    description: 'Bulk export to a storage account.',
  }),
  import: storage('import').prefault({}).meta({
    title: 'Import',
    description: 'Bulk import from a storage account.',
  }),
  reindex: Reindex.prefault({}).meta({
    title: 'Reindex',
    description: 'Reindex jobs.',
  }),
  convertData: ConvertData.prefault({}).meta({
    title: 'Convert data',
    description: 'Conversion to FHIR.',
  }),
  bulkDelete: bulkOperation('Bulk delete', '$bulk-delete').prefault({}).meta({
    title: 'Bulk delete',
    description: 'Delete many resources in one job.',
  }),
  bulkUpdate: bulkOperation('Bulk update', '$bulk-update').prefault({}).meta({
    title: 'Bulk update',
    description: 'Update many resources in one job.',
  }),
  cors: Cors.prefault({}).meta({
    title: 'CORS',
    description: 'Calls from browsers of other sites.',
  }),
  throttling: Throttling.prefault({}).meta({
    title: 'Throttling',
    description: 'Limits on parallel requests.',
  }),
  bundles: Bundles.prefault({}).meta({
    title: 'Bundles',
    description: 'Limits on bundles.',
  }),
  versioning: Versioning.prefault({}).meta({
    title: 'Versioning',
    description: 'History of resources.',
  }),
  exposure: Exposure.meta({
    title: 'Exposure',
    description: 'How the server is reached.',
  }),
  networkPolicy: z
    .object({
      mode: ModeField.default('Disabled').meta({
        title: 'Network policy',
        description: 'Only the ingress controller reaches the pods.',
      }),
    })
    .prefault({})
    .meta({
      title: 'Network policy',
      description: 'Who reaches the pods inside the cluster.',
    }),
  settings: z
    .record(z.string().min(1).max(253), z.string().max(4096))
    .optional()
    .meta({
      title: 'Further settings',
      description:
        'Server settings by key, for what has no field here. Unknown and dead keys are named in a condition.',
      examples: [{ 'FhirServer:CoreFeatures:DefaultItemCountPerSearch': '20' }],
      maxProperties: 100,
    }),
  deletionProtection: ModeField.default('Disabled').meta({
    title: 'Deletion protection',
    description: 'Enabled: the Fhir cannot be deleted.',
  }),
  reconcilePolicy: z.enum(['Manage', 'Pause']).default('Manage').meta({
    title: 'Reconcile',
    description: 'Pause: the operator leaves everything as it is.',
  }),
};

const Fields = z.object(fields);

const rules: Array<Rule<z.output<typeof Fields>>> = [
  {
    rule: '!(has(self.replicas) && has(self.autoscaling))',
    message: 'replicas and autoscaling exclude each other: set one of them',
    path: ['replicas'],
    holds: s => !(s.replicas !== undefined && s.autoscaling !== undefined),
  },
  {
    rule: "self.database.authentication != 'WorkloadIdentity' || self.identity.type == 'WorkloadIdentity'",
    message:
      'database.authentication WorkloadIdentity needs identity.type WorkloadIdentity',
    path: ['database', 'authentication'],
    holds: s =>
      s.database.authentication !== 'WorkloadIdentity' ||
      s.identity.type === 'WorkloadIdentity',
  },
  {
    rule: "self.database.authentication != 'ManagedIdentity' || self.identity.type == 'PodIdentity'",
    message:
      'database.authentication ManagedIdentity needs identity.type PodIdentity',
    path: ['database', 'authentication'],
    holds: s =>
      s.database.authentication !== 'ManagedIdentity' ||
      s.identity.type === 'PodIdentity',
  },
];

/**
 * What a person decides about a FHIR server. One definition: the CRD, the forms, the action schemas,
 * `fhirctl explain` and the configuration reference are generated from it.
 */
export const FhirSpec = withRules(Fields, rules);

/** The same as requested: the ids of the identity may be missing, because provisioning fills them in. */
export const RequestedFhirSpec = withRules(
  z.object({
    ...fields,
    identity: RequestedIdentity.meta(identityTexts),
  }),
  rules,
);

/** A complete spec: every default is filled in. */
export type FhirSpec = z.output<typeof FhirSpec>;
/** A spec as a person writes it: what has a default may be left out. */
export type FhirSpecInput = z.input<typeof FhirSpec>;
/** `Enabled` or `Disabled`. */
export type Mode = z.infer<typeof ModeField>;
/** What a role may do; upstream's data actions. */
export type DataAction = z.infer<typeof DataActionField>;
