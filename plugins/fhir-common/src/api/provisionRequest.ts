import { z } from 'zod';
import { FhirSpec } from './fhirSpec';

const EntityReference = z.string().min(1).max(253);

/**
 * What a person asks for: where, who owns it, and the spec. The identity needs only its type: provisioning makes the
 * managed identity and fills in the rest.
 */
export const ProvisionTarget = z.object({
  cluster: z.string().min(1).max(63).meta({
    title: 'Cluster',
    description: 'Cluster as configured in the portal.',
  }),
  namespace: z
    .string()
    .min(1)
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
    .meta({ title: 'Namespace', description: 'Kubernetes namespace.' }),
  name: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/)
    .meta({
      title: 'Name',
      description:
        'Name of the FHIR server: lower case letters, digits and dashes, starting with a letter.',
      examples: ['cardio'],
    }),
});

/** Who owns the server; becomes annotations of the Fhir and the catalog entity. */
export const Ownership = z.object({
  owner: EntityReference.optional().meta({
    title: 'Owner',
    description: 'Group or user entity that owns the server.',
    examples: ['group:default/cardiology'],
  }),
  system: EntityReference.optional().meta({
    title: 'System',
    description: 'System that the server belongs to.',
  }),
  title: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ title: 'Title', description: 'Name for people.' }),
  description: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .meta({ title: 'Description', description: 'What the server is for.' }),
});

/** Where a Fhir is. */
export type ProvisionTarget = z.infer<typeof ProvisionTarget>;
/** Who owns a Fhir. */
export type Ownership = z.infer<typeof Ownership>;

/** A complete request to provision; `parseProvisionRequest` makes it from a form, a file or an API call. */
export interface ProvisionRequest {
  target: ProvisionTarget;
  ownership: Ownership;
  /** Complete but for `identity.clientId`, `identity.resourceId` and `identity.tenantId`, which provisioning fills in. */
  spec: FhirSpec;
  /** How long to wait for Ready; left out: the default of the caller. */
  timeoutMinutes?: number;
}

/** A complete request to update; `parseUpdateRequest` makes it. */
export interface UpdateRequest {
  target: ProvisionTarget;
  /** A JSON merge patch of the spec: what is named changes, null takes away. `applyChanges` checks the result. */
  changes: SpecChanges;
  timeoutMinutes?: number;
}

/** A JSON merge patch of a spec. */
export type SpecChanges = Record<string, unknown>;

/** A complete and confirmed request to deprovision; `parseDeprovisionRequest` makes it. */
export interface DeprovisionRequest {
  target: ProvisionTarget;
  timeoutMinutes?: number;
}
