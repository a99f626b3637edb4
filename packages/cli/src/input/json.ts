import { isRecord } from '@fhir-on-aks/plugin-fhir-common';

/** An object of JSON. */
export type Json = Record<string, unknown>;

/** Changes laid over changes: objects are merged, all else is replaced; null is kept, because it takes a field away. */
export function mergeChanges(under: Json, over: Json): Json {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] =
      isRecord(value) && isRecord(below) ? mergeChanges(below, value) : value;
  }
  return merged;
}

/** The same object without what is null, however deep. */
export function withoutNulls(value: Json): Json {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([key, entry]) => [
        key,
        isRecord(entry) ? withoutNulls(entry) : entry,
      ]),
  );
}
