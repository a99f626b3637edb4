import {
  fhirSpecSchema,
  isRecord,
  schemaAt,
  type FieldIssue,
  type JsonSchema,
} from '@fhir-on-aks/plugin-fhir-common';

/** Where a field is in the spec, such as `['export', 'storageAccountUri']`. */
export type SpecPath = readonly string[];

/** A spec while it is being written: any part may be missing or wrong. */
export type SpecDraft = Record<string, unknown>;

/** What the definition says of a field. Throws when there is no such field. */
export function definitionOf(path: SpecPath): JsonSchema {
  const found = schemaAt(fhirSpecSchema, path);
  if (!found) throw new Error(`The spec has no field ${path.join('.')}`);
  return found;
}

/** The value of a field; undefined when it is left out. */
export function valueAt(draft: unknown, path: SpecPath): unknown {
  return path.reduce<unknown>((at, key) => Object(at)[key], draft);
}

/** Whether what a field switches is on, in the draft or by default. */
export function isOn(draft: unknown, path: SpecPath): boolean {
  const value = valueAt(draft, path) ?? definitionOf(path).default;
  return value !== 'Disabled' && value !== 'None';
}

/** The draft with another value of one field; undefined leaves it out, and a part without fields goes too. */
export function withValueAt(
  draft: SpecDraft,
  [key, ...rest]: SpecPath,
  value: unknown,
): SpecDraft {
  const next =
    rest.length === 0 ? value : withValueAt(draftOf(draft[key]), rest, value);
  const { [key]: _before, ...others } = draft;
  return next === undefined || isEmpty(next)
    ? others
    : { ...draft, [key]: next };
}

/** What is wrong with exactly this field, or with an entry of it. */
export function issueAt(
  issues: FieldIssue[],
  path: SpecPath,
): FieldIssue | undefined {
  const field = `spec.${path.join('.')}`;
  return issues.find(
    issue => issue.field === field || issue.field.startsWith(`${field}[`),
  );
}

/** Any JSON as a draft: what is no map is an empty one. */
export function draftOf(value: unknown): SpecDraft {
  return isRecord(value) ? value : {};
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}
