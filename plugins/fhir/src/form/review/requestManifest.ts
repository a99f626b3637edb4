import { isEqual } from 'es-toolkit';
import {
  ANNOTATIONS,
  FHIR_API_VERSION,
  fhirSpecSchema,
  isRecord,
  type JsonSchema,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';

type Json = Record<string, unknown>;

/** The Fhir that a request asks for, as short as it can be written: what equals its default is left out. */
export function requestManifest({ target, ownership, spec }: ProvisionRequest) {
  const annotations = Object.fromEntries(
    Object.entries(ownership)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [annotationOf(key), value]),
  );
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: {
      name: target.name,
      namespace: target.namespace,
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: withoutDefaults(spec, fhirSpecSchema),
  };
}

function annotationOf(key: string): string {
  const names: Record<string, string> = ANNOTATIONS;
  return names[key] ?? key;
}

function withoutDefaults(value: object, schema: JsonSchema): Json {
  const entries = Object.entries(value).flatMap(([key, entry]) => {
    const property = schema.properties?.[key];
    const kept = property ? chosenPart(entry, property) : entry;
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return Object.fromEntries(entries);
}

function chosenPart(value: unknown, schema: JsonSchema): unknown {
  if (value === undefined || isEqual(value, schema.default)) return undefined;
  if (!isRecord(value) || !schema.properties) return value;
  const kept = withoutDefaults(value, schema);
  return Object.keys(kept).length === 0 ? undefined : kept;
}
