import type { KubeObject } from '../contract';
import { equal, isObject, objectAt, type JsonObject } from '../jsonValue';
import {
  forbiddenField,
  invalidValue,
  required,
  tooLong,
} from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import { immutable } from './fieldChecks';
import { ensureObject, setDefaults } from './setDefault';

const mostBytes = 1024 * 1024;
const keyDetail =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function keyErrors(map: unknown, path: string): FieldError[] {
  return Object.keys(isObject(map) ? map : {}).flatMap(key => {
    const field = `${path}[${key}]`;
    if (key.length > 253)
      return [invalidValue(field, key, 'must be no more than 253 characters')];
    return /^[-._a-zA-Z0-9]+$/.test(key)
      ? []
      : [invalidValue(field, key, keyDetail)];
  });
}

function size(map: unknown, lengthOf: (value: string) => number): number {
  return Object.values(isObject(map) ? map : {}).reduce(
    (sum: number, value) => sum + lengthOf(String(value)),
    0,
  );
}

function decodedLength(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}

function frozenErrors(
  object: JsonObject,
  old: KubeObject | undefined,
  fields: string[],
): FieldError[] {
  if (old?.immutable !== true) return [];
  const detail = 'field is immutable when `immutable` is set';
  const errors =
    object.immutable === true ? [] : [forbiddenField('immutable', detail)];
  return [
    ...errors,
    ...fields
      .filter(field => !equal(object[field], old[field]))
      .map(field => forbiddenField(field, detail)),
  ];
}

export const configMapRules: TypeRules = {
  validate: (object, old) => {
    const binary = objectAt(object, 'binaryData') ?? {};
    const total =
      size(object.data, value => Buffer.byteLength(value)) +
      size(binary, decodedLength);
    return [
      ...frozenErrors(object, old, ['data', 'binaryData']),
      ...keyErrors(object.data, 'data'),
      ...keyErrors(binary, 'binaryData'),
      ...Object.keys(objectAt(object, 'data') ?? {})
        .filter(key => binary[key] !== undefined)
        .map(key =>
          invalidValue(
            `data[${key}]`,
            key,
            'duplicate of key present in binaryData',
          ),
        ),
      ...(total > mostBytes ? [tooLong('', mostBytes)] : []),
    ];
  },
};

/** Which data a Secret of a type must hold. */
const requiredData: Record<string, string[]> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

export const secretRules: TypeRules = {
  defaults: object => {
    setDefaults(object, { type: 'Opaque' });
    foldStringData(object);
  },
  validate: (object, old) => {
    const data = objectAt(object, 'data') ?? {};
    const missing = (requiredData[String(object.type)] ?? []).filter(
      key => data[key] === undefined,
    );
    return [
      ...(old ? immutable('type', object.type, old.type) : []),
      ...frozenErrors(object, old, ['data']),
      ...keyErrors(data, 'data'),
      ...(size(data, decodedLength) > mostBytes
        ? [tooLong('data', mostBytes)]
        : []),
      ...missing.map(key => required(`data[${key}]`)),
    ];
  },
};

/** stringData is only for writing: it ends up, encoded, in data. */
function foldStringData(object: JsonObject): void {
  const texts = objectAt(object, 'stringData');
  if (!texts) return;
  const data = ensureObject(object, 'data');
  for (const [key, text] of Object.entries(texts)) {
    data[key] = Buffer.from(String(text)).toString('base64');
  }
  delete object.stringData;
}
