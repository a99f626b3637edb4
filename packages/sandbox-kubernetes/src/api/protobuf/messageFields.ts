import { isObject, type JsonObject } from '../jsonValue';
import messages from '../openapi/builtinMessages.json';

/** How a field of a message is written as JSON. */
export interface MessageField {
  json: string;
  /** A scalar (`string`, `int32` …) or the name of a message. */
  type: string;
  /** The message's fields belong to the object that holds it. */
  inline: boolean;
  repeated: boolean;
  map: boolean;
  /** A zero value is meant: the field is a pointer in Go, or always written. */
  keepsZero: boolean;
}

const raw: JsonObject = messages;
const read = new Map<string, Map<number, MessageField> | undefined>();

/** The fields of a message by their numbers; undefined for messages that are not known. */
export function messageFields(
  name: string,
): Map<number, MessageField> | undefined {
  if (!read.has(name)) read.set(name, parse(raw[name]));
  return read.get(name);
}

function parse(message: unknown): Map<number, MessageField> | undefined {
  if (!isObject(message)) return undefined;
  return new Map(
    Object.entries(message).map(([number, field]) => {
      const [json, type, flags] = Array.isArray(field) ? field.map(String) : [];
      return [
        Number(number),
        {
          json,
          type,
          inline: flags === 'i',
          repeated: flags === 'r',
          map: flags === 'm',
          keepsZero: flags === 'z',
        },
      ];
    }),
  );
}

/** The message of a definition of the OpenAPI document: `io.k8s.api.apps.v1.Deployment` → `k8s.io.api.apps.v1.Deployment`. */
export function messageOfDefinition(definition: string): string {
  return definition.replace(/^io\.k8s\./, 'k8s.io.');
}
