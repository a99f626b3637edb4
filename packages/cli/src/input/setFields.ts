import {
  fhirSpecSchema,
  schemaAt,
  unreachable,
  type JsonSchema,
  type SpecChanges,
} from '@fhir-on-aks/plugin-fhir-common';
import { parse } from 'yaml';
import { CommandError } from '../CommandError';
import { mergeChanges, type Json } from './json';

/**
 * The changes of `--set path=value`: `replicas=3`, `exposure.host=cardio.example.org`, `autoscaling=null`. The type of
 * the field decides how the value is read, so that `20` is a text where the field is one.
 */
export function changesOf(assignments: string[]): SpecChanges {
  return assignments.reduce<SpecChanges>(
    (changes, assignment) => mergeChanges(changes, changeOf(assignment)),
    {},
  );
}

function changeOf(assignment: string): Json {
  const at = assignment.indexOf('=');
  if (at < 1) throw notAChange(assignment);
  const path = pathOf(assignment.slice(0, at));
  const value = valueOf(
    assignment.slice(at + 1),
    schemaAt(fhirSpecSchema, path),
  );
  const [first, ...rest] = path;
  if (first === undefined) throw notAChange(assignment);
  const inner = rest.reduceRight<unknown>(
    (deep, key) => ({ [key]: deep }),
    value,
  );
  return { [first]: inner };
}

function notAChange(assignment: string): CommandError {
  return new CommandError(`--set ${assignment} is not a change.`, {
    next: 'Write path=value, such as replicas=3; null takes a field away.',
  });
}

/** `settings["FhirServer:Operations:A.B"]` or `settings.FhirServer:Operations`; a leading `spec.` may be written. */
function pathOf(text: string): string[] {
  const parts = [...text.matchAll(/\["([^"]*)"\]|([^.[\]]+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
  return parts[0] === 'spec' ? parts.slice(1) : parts;
}

function valueOf(text: string, schema: JsonSchema | undefined): unknown {
  if (text === 'null') return null;
  const type = schema?.type;
  switch (type) {
    case 'string':
      return text;
    case 'integer':
    case 'number':
      return text.trim() !== '' && !Number.isNaN(Number(text))
        ? Number(text)
        : text;
    case 'array':
      return text.trim().startsWith('[') ? yamlOf(text) : text.split(',');
    case 'object':
    case 'boolean':
    case undefined:
      return yamlOf(text);
    default:
      return unreachable(type);
  }
}

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new CommandError(`--set: ${text} cannot be read.`, {
      next: 'Write objects and lists as JSON, in quotes.',
      cause,
    });
  }
}
