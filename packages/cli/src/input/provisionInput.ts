import {
  ANNOTATIONS,
  FHIR_API_VERSION,
  isRecord,
} from '@fhir-on-aks/plugin-fhir-common';
import { CommandError } from '../CommandError';
import { mergeChanges, withoutNulls, type Json } from './json';
import { changesOf } from './setFields';

/** Options that stand in the place of what a file says. */
export interface ProvisionFlags {
  cluster?: string;
  namespace?: string;
  name?: string;
  owner?: string;
  title?: string;
  set?: string[];
}

/** The input of a provision request from a file, which holds a request or a Fhir. Options win over the file. */
export function provisionInput(document: unknown, flags: ProvisionFlags): Json {
  const { set = [], cluster, namespace, name, owner, title } = flags;
  const request = requestOf(document);
  const overriding = Object.entries({ cluster, namespace, name, owner, title });
  return {
    ...request,
    ...Object.fromEntries(
      overriding.filter(([, value]) => value !== undefined),
    ),
    ...specOf(request, changesOf(set)),
  };
}

/** A spec that is not an object is left to the parser, which says what is wrong with it. */
function specOf({ spec }: Json, changes: Json): Json {
  if (spec !== undefined && !isRecord(spec)) return { spec };
  return { spec: withoutNulls(mergeChanges(spec ?? {}, changes)) };
}

function requestOf(document: unknown): Json {
  if (!isRecord(document)) {
    throw new CommandError('The file does not hold a request.', {
      next: 'It must have name, namespace and spec, or be a Fhir.',
    });
  }
  const { kind, apiVersion } = document;
  if (kind === undefined) return document;
  if (kind === 'Fhir' && apiVersion === FHIR_API_VERSION) {
    return requestOfFhir(document);
  }
  throw new CommandError(
    `The file holds a ${String(kind)} of ${String(apiVersion)}.`,
    {
      next: `It must be a Fhir of ${FHIR_API_VERSION}, or a request with name, namespace and spec.`,
    },
  );
}

function requestOfFhir({ metadata, spec }: Json): Json {
  const { name, namespace, annotations } = Object(metadata);
  const notes = Object(annotations);
  const owned = (['owner', 'system', 'title', 'description'] as const).flatMap(
    key => {
      const value = notes[ANNOTATIONS[key]];
      return value === undefined ? [] : [[key, value]];
    },
  );
  return { name, namespace, ...Object.fromEntries(owned), spec };
}
