import {
  isRecord,
  validateRequestedSpec,
  type FhirSpec,
} from '@fhir-on-aks/plugin-fhir-common';
import { isEqual } from 'es-toolkit';

type Json = Record<string, unknown>;

/**
 * The spec as short as it can be written: what equals its default is left out. Only what a person chose is applied, so
 * that a default may move and a field that nobody chose belongs to nobody.
 */
export function sparseSpec(spec: FhirSpec): Json {
  return prune(plain(spec), shorter => parsesTo(shorter, plain(spec)));
}

function prune(value: Json, same: (candidate: Json) => boolean): Json {
  return Object.keys(value).reduce<Json>((kept, key) => {
    const { [key]: entry, ...rest } = kept;
    if (same(rest)) return rest;
    if (!isRecord(entry)) return kept;
    const inner = prune(entry, shorter => same({ ...kept, [key]: shorter }));
    return { ...kept, [key]: inner };
  }, value);
}

function parsesTo(candidate: Json, expected: Json): boolean {
  const checked = validateRequestedSpec(candidate);
  return 'spec' in checked && isEqual(plain(checked.spec), expected);
}

/** Drops what is undefined. */
function plain(spec: FhirSpec): Json {
  return JSON.parse(JSON.stringify(spec)) as Json;
}
