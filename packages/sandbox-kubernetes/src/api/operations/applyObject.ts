import {
  applyConfiguration,
  trackFirstApply,
} from '../apply/applyConfiguration';
import type { KubeObject } from '../contract';
import {
  clone,
  isObject,
  objectAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { decodeObject } from '../schema/decodeObject';
import { badRequest, conflict, notFound, StatusError } from '../statusError';
import { groupVersion, type ResourceType } from '../types/resourceType';
import {
  asVersion,
  readStored,
  subjectOf,
  timestamp,
  type Core,
  type WriteContext,
} from './core';
import { createDecoded, placeObject } from './createObject';
import { storeUpdate } from './updateObject';

export interface ApplyRequest {
  input: unknown;
  force: boolean;
  context: WriteContext;
}

/** Server-side apply: creates the object or merges the configuration into it. */
export function applyObject(
  core: Core,
  type: ResourceType,
  namespace: string,
  name: string,
  { input, force, context }: ApplyRequest,
): { object: KubeObject; created: boolean } {
  const config = readConfig(type, namespace, name, input);
  const time = timestamp(core);
  const application = { type, config, context, force, time };
  const stored = readStored(core, type, namespace, name);
  if (!stored) {
    checkMayCreate(type, name, config, context);
    const object = createDecoded(
      core,
      type,
      namespace,
      clone(config),
      context,
      made => trackFirstApply(application, made),
    );
    return { object, created: true };
  }
  const current = asVersion(type, stored);
  const next = applyConfiguration(application, current);
  const object = storeUpdate(core, type, current, next, context, () => {});
  return { object, created: false };
}

function readConfig(
  type: ResourceType,
  namespace: string,
  name: string,
  input: unknown,
): JsonObject {
  if (!isObject(input)) {
    throw badRequest('error decoding YAML: the body must be one object');
  }
  const wanted = groupVersion(type);
  if (input.kind !== type.kind) {
    throw badRequest(
      `invalid object type: ${input.apiVersion}, Kind=${input.kind}`,
    );
  }
  if (input.apiVersion !== wanted) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${input.apiVersion}, expected: ${wanted}`,
    );
  }
  if (objectAt(input, 'metadata')?.managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const { object, unknown } = decodeObject(
    {
      schema: type.schema,
      custom: type.custom,
      kind: type.kind,
      version: wanted,
    },
    input,
  );
  if (unknown.length > 0) {
    const words = unknown.map(
      field => `.${field}: field not declared in schema`,
    );
    throw new StatusError(
      500,
      '',
      `failed to create typed patch object (${stringAt(input, 'metadata', 'namespace') ?? ''}/${name}; ${wanted}, Kind=${type.kind}): ${words.length > 1 ? `errors:\n${words.map(word => `  ${word}`).join('\n')}` : words[0]}`,
    );
  }
  const meta = placeObject(type, namespace, object);
  if (meta.name === undefined) meta.name = name;
  if (meta.name !== name) {
    throw badRequest(
      `the name of the object (${meta.name}) does not match the name on the URL (${name})`,
    );
  }
  return object;
}

function checkMayCreate(
  type: ResourceType,
  name: string,
  config: JsonObject,
  context: WriteContext,
): void {
  if (context.subresource) throw notFound(subjectOf(type), name);
  const uid = stringAt(config, 'metadata', 'uid');
  if (uid) {
    throw conflict(
      subjectOf(type),
      name,
      `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
    );
  }
  if (stringAt(config, 'metadata', 'resourceVersion')) {
    throw conflict(
      subjectOf(type),
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
}
