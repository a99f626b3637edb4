import type { z } from 'zod';
import { parseInstanceId } from '../names';
import { fieldIssues, unknownFields } from './fieldIssues';
import { FhirSpec } from './fhirSpec';
import { InvalidFhirError, type FieldIssue } from './InvalidInputError';
import {
  ProvisionTarget,
  type DeprovisionRequest,
  type ProvisionRequest,
  type UpdateRequest,
} from './provisionRequest';
import { DeprovisionInput, ProvisionInput, UpdateInput } from './requestInputs';

/**
 * A request to provision, from a form, a file or an API call. The identity needs only its type. Throws
 * `InvalidFhirError` with every issue at once; a field that does not exist is an issue.
 */
export function parseProvisionRequest(input: unknown): ProvisionRequest {
  const { cluster, namespace, name, spec, timeoutMinutes, ...ownership } =
    parse(ProvisionInput, input, 'The request');
  return {
    target: { cluster, namespace, name },
    ownership,
    spec,
    ...(timeoutMinutes === undefined ? {} : { timeoutMinutes }),
  };
}

/** A request to update. The changes are checked for unknown fields; `applyChanges` checks the spec that results. */
export function parseUpdateRequest(input: unknown): UpdateRequest {
  const parsed = parse(UpdateInput, input, 'The request');
  const unknown = unknownFields(FhirSpec, parsed.changes, ['changes']);
  if (unknown.length > 0) throw new InvalidFhirError('The request', unknown);
  return {
    target: targetOf(parsed),
    changes: parsed.changes,
    ...timeoutOf(parsed),
  };
}

/** A request to deprovision; refused unless `confirm` is the name. */
export function parseDeprovisionRequest(input: unknown): DeprovisionRequest {
  const parsed = parse(DeprovisionInput, input, 'The request');
  const target = targetOf(parsed);
  if (parsed.confirm !== target.name) {
    throw new InvalidFhirError('The request', [
      {
        field: 'confirm',
        value: JSON.stringify(parsed.confirm),
        message: 'is not the name of the FHIR server',
        remedy: `type ${target.name} to confirm`,
      },
    ]);
  }
  return { target, ...timeoutOf(parsed) };
}

function parse<S extends z.ZodType>(
  schema: S,
  input: unknown,
  what: string,
): z.output<S> {
  const unknown = unknownFields(schema, input);
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success && unknown.length === 0) return parsed.data;
  const invalid = parsed.success
    ? []
    : fieldIssues(parsed.error, schema, input);
  throw new InvalidFhirError(what, [...invalid, ...unknown]);
}

function targetOf(
  input: Partial<ProvisionTarget> & { instance?: string },
): ProvisionTarget {
  const named = input.instance ? parseInstanceId(input.instance) : undefined;
  const candidate = { ...input, ...named };
  const parsed = ProvisionTarget.safeParse(candidate);
  if (!parsed.success) {
    throw new InvalidFhirError(
      'The request',
      fieldIssues(parsed.error, ProvisionTarget, candidate),
    );
  }
  const disagreeing = named ? disagreements(input, named) : [];
  if (disagreeing.length > 0) {
    throw new InvalidFhirError('The request', disagreeing);
  }
  return parsed.data;
}

function disagreements(
  input: Partial<ProvisionTarget>,
  named: ProvisionTarget,
): FieldIssue[] {
  return (['cluster', 'namespace', 'name'] as const).flatMap(field => {
    const value = input[field];
    return value === undefined || value === named[field]
      ? []
      : [
          {
            field,
            value: JSON.stringify(value),
            message: 'does not agree with instance',
            remedy: 'give one of the two',
          },
        ];
  });
}

function timeoutOf({ timeoutMinutes }: { timeoutMinutes?: number }) {
  return timeoutMinutes === undefined ? {} : { timeoutMinutes };
}
