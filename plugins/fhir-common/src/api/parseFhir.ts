import { z } from 'zod';
import { MAX_FHIR_NAME_LENGTH } from '../names';
import { CONDITION_REASONS, type ConditionReason } from '../status/reasons';
import { FHIR_API_VERSION, type Fhir } from './fhir';
import { FhirSpec, RequestedFhirSpec } from './fhirSpec';
import {
  CONDITION_TYPES,
  type Condition,
  type ConditionType,
  type FhirStatus,
} from './fhirStatus';
import { fieldIssues } from './fieldIssues';
import { InvalidFhirError, type FieldIssue } from './InvalidInputError';
import { isRecord } from './isRecord';

const Metadata = z.looseObject({
  name: z
    .string()
    .min(1)
    .max(MAX_FHIR_NAME_LENGTH)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/)
    .meta({
      description:
        'Lower case letters, digits and dashes, starting with a letter.',
      examples: ['cardio'],
    }),
  namespace: z.string().min(1).default('default'),
  uid: z.string().default(''),
  resourceVersion: z.string().default(''),
  generation: z.int().default(1),
  creationTimestamp: z.string().default(''),
  deletionTimestamp: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
  annotations: z.record(z.string(), z.string()).default({}),
  finalizers: z.array(z.string()).optional(),
});

const Envelope = z.looseObject({
  apiVersion: z.literal(FHIR_API_VERSION),
  kind: z.literal('Fhir'),
  metadata: Metadata,
});

const conditionTypes: readonly string[] = CONDITION_TYPES;
const conditionReasons: readonly string[] = CONDITION_REASONS;

/**
 * A Fhir as read from a cluster or a file, with every default of the spec filled in. A file may leave out what the API
 * server adds (uid, resourceVersion, generation, creationTimestamp). Throws `InvalidFhirError` with every issue at once.
 */
export function parseFhir(object: unknown): Fhir {
  const envelope = Envelope.safeParse(object);
  const specInput = readField(object, 'spec');
  const spec = validateFhirSpec(specInput);
  if (!envelope.success || 'issues' in spec) {
    throw new InvalidFhirError('The Fhir', [
      ...(envelope.success
        ? []
        : fieldIssues(envelope.error, Envelope, object)),
      ...('issues' in spec ? spec.issues : []),
    ]);
  }
  const { metadata } = envelope.data;
  const status = parseFhirStatus(readField(object, 'status'));
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata,
    spec: spec.spec,
    ...(status ? { status } : {}),
  };
}

/** The spec with its defaults, or every issue at once; never throws. */
export function validateFhirSpec(
  input: unknown,
): { spec: FhirSpec } | { issues: FieldIssue[] } {
  return validate(FhirSpec, input);
}

/** The same of a spec as requested: the ids of the identity may be missing. */
export function validateRequestedSpec(
  input: unknown,
): { spec: FhirSpec } | { issues: FieldIssue[] } {
  return validate(RequestedFhirSpec, input);
}

function validate(
  schema: typeof FhirSpec | typeof RequestedFhirSpec,
  input: unknown,
): { spec: FhirSpec } | { issues: FieldIssue[] } {
  const parsed = schema.safeParse(input ?? {});
  return parsed.success
    ? { spec: parsed.data }
    : { issues: fieldIssues(parsed.error, schema, input, ['spec']) };
}

/**
 * The status subresource as far as we understand it: conditions of a type or reason that this version does not know
 * (a newer operator wrote them) are left out. Undefined when there is no status yet.
 */
export function parseFhirStatus(input: unknown): FhirStatus | undefined {
  if (!isRecord(input)) return undefined;
  const { conditions, observedGeneration, ...rest } = input;
  return {
    ...(rest as Omit<FhirStatus, 'conditions' | 'observedGeneration'>),
    observedGeneration:
      typeof observedGeneration === 'number' ? observedGeneration : 0,
    conditions: Array.isArray(conditions)
      ? conditions.filter(isKnownCondition)
      : [],
  };
}

function isKnownCondition(value: unknown): value is Condition {
  return (
    isRecord(value) &&
    isConditionType(value.type) &&
    isConditionReason(value.reason) &&
    (value.status === 'True' ||
      value.status === 'False' ||
      value.status === 'Unknown')
  );
}

function isConditionType(value: unknown): value is ConditionType {
  return typeof value === 'string' && conditionTypes.includes(value);
}

function isConditionReason(value: unknown): value is ConditionReason {
  return typeof value === 'string' && conditionReasons.includes(value);
}

function readField(object: unknown, field: string): unknown {
  return isRecord(object) ? object[field] : undefined;
}
