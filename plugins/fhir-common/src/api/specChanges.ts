import { isEqual } from 'es-toolkit';
import { validateRequestedSpec } from './parseFhir';
import type { FieldIssue } from './InvalidInputError';
import type { FhirSpec } from './fhirSpec';
import { isRecord } from './isRecord';
import type { SpecChanges } from './provisionRequest';

/** One field that differs between two specs; a side is undefined when it does not have the field. */
export interface SpecChange {
  /** Such as `autoscaling.maxReplicas`. */
  field: string;
  before: unknown;
  after: unknown;
}

/** Fields that the API server refuses to change. */
export const IMMUTABLE_FIELDS = [
  'fhirVersion',
  'database.server',
  'database.name',
];

/**
 * A spec after an update (JSON merge patch, RFC 7396), or every issue at once. Setting `replicas` takes `autoscaling`
 * away and the other way round, because they exclude each other. The ids of the identity may be missing afterwards:
 * provisioning fills them in.
 */
export function applyChanges(
  spec: FhirSpec,
  changes: SpecChanges,
): { spec: FhirSpec } | { issues: FieldIssue[] } {
  const result = validateRequestedSpec(mergePatch(spec, exclusive(changes)));
  if ('issues' in result) return result;
  const refused = specChanges(spec, result.spec).filter(({ field }) =>
    IMMUTABLE_FIELDS.includes(field),
  );
  return refused.length > 0 ? { issues: refused.map(immutable) } : result;
}

/** The fields that differ, in the order of the spec; for a plan, a review or a log. */
export function specChanges(before: FhirSpec, after: FhirSpec): SpecChange[] {
  return changesUnder(before, after, '');
}

/** The JSON merge patch that makes `after` of `before`; empty when they are the same. */
export function changesBetween(before: FhirSpec, after: FhirSpec): SpecChanges {
  const patch = patchBetween(before, after);
  return isRecord(patch) ? patch : {};
}

function exclusive(changes: SpecChanges): SpecChanges {
  const { replicas, autoscaling } = changes;
  const sets = (value: unknown) => value !== undefined && value !== null;
  if (sets(replicas) && autoscaling === undefined) {
    return { ...changes, autoscaling: null };
  }
  if (sets(autoscaling) && replicas === undefined) {
    return { ...changes, replicas: null };
  }
  return changes;
}

function immutable({ field, before, after }: SpecChange): FieldIssue {
  return {
    field: `spec.${field}`,
    value: JSON.stringify(after) ?? '',
    message: 'cannot be changed',
    remedy: `leave it at ${JSON.stringify(before)}, or make a new FHIR server and move the data`,
  };
}

/** `target` after a JSON merge patch (RFC 7396), of any JSON. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const result = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

/** The JSON merge patch (RFC 7396) that makes `after` of `before`, of any JSON. */
export function patchBetween(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return after;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const entries = [...keys]
    .filter(key => changesUnder(before[key], after[key], key).length > 0)
    .map(key => [
      key,
      after[key] === undefined ? null : patchBetween(before[key], after[key]),
    ]);
  return Object.fromEntries(entries);
}

function changesUnder(
  before: unknown,
  after: unknown,
  field: string,
): SpecChange[] {
  if (!isRecord(before) || !isRecord(after)) {
    return isEqual(before, after) ? [] : [{ field, before, after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap(key =>
    changesUnder(
      before[key],
      after[key],
      field === '' ? key : `${field}.${key}`,
    ),
  );
}
