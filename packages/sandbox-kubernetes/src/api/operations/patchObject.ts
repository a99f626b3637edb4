import type { KubeObject } from '../contract';
import { objectAt, type JsonObject } from '../jsonValue';
import { jsonPatch } from '../patch/jsonPatch';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import { invalidValue } from '../schema/fieldErrors';
import {
  badRequest,
  invalid,
  notFound,
  unsupportedMediaType,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import {
  asVersion,
  readStored,
  subjectOf,
  type Core,
  type WriteContext,
} from './core';
import { decodeInput, reportUnknown } from './decodeInput';
import { decodeObject } from '../schema/decodeObject';
import { groupVersion } from '../types/resourceType';
import { thaw } from './prepareObject';
import { storeUpdate } from './updateObject';

export type PatchKind = 'json' | 'merge' | 'strategic';

/** Changes an object by one of the three patch types. */
export function patchObject(
  core: Core,
  type: ResourceType,
  namespace: string,
  name: string,
  kind: PatchKind,
  patch: unknown,
  context: WriteContext,
): KubeObject {
  const stored = readStored(core, type, namespace, name);
  if (!stored) throw notFound(subjectOf(type), name);
  const current = asVersion(type, stored);
  const patched = applyPatch(type, kind, thaw(current), patch);
  const object = decodeInput(type, patched, quietFor(context));
  reportPatchUnknown(type, patched, current, context);
  const meta = objectAt(object, 'metadata') ?? {};
  if (meta.uid !== undefined && meta.uid !== current.metadata.uid) {
    throw invalid(subjectOf(type), name, [
      invalidValue('metadata.uid', meta.uid, 'field is immutable'),
    ]);
  }
  if (meta.name !== name || (type.namespaced && meta.namespace !== namespace)) {
    throw badRequest(
      `the patch must not change metadata.name or metadata.namespace of ${name}`,
    );
  }
  return storeUpdate(core, type, current, object, context);
}

function applyPatch(
  type: ResourceType,
  kind: PatchKind,
  target: JsonObject,
  patch: unknown,
): unknown {
  switch (kind) {
    case 'json':
      return jsonPatch(target, patch);
    case 'merge':
      return mergePatch(target, patch);
    default:
      if (type.custom) {
        throw unsupportedMediaType(
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
        );
      }
      return strategicMergePatch(type.schema, target, patch);
  }
}

function quietFor(context: WriteContext): WriteContext {
  return { ...context, fieldValidation: 'Ignore' };
}

/** Only what the patch brought is held against it. */
function reportPatchUnknown(
  type: ResourceType,
  patched: unknown,
  current: KubeObject,
  context: WriteContext,
): void {
  const target = {
    schema: type.schema,
    custom: type.custom,
    kind: type.kind,
    version: groupVersion(type),
  };
  const before = new Set(decodeObject(target, { ...current }).unknown);
  const after = decodeObject(target, patched as JsonObject).unknown;
  const unknown = after.filter(field => !before.has(field));
  if (unknown.length === 0 || context.fieldValidation !== 'Strict') {
    reportUnknown(type, unknown, context);
    return;
  }
  const words = unknown.sort().map(field => `unknown field "${field}"`);
  throw invalid({ group: '', resource: '', kind: '' }, '', [
    invalidValue(
      'patch',
      JSON.stringify(patched),
      `strict decoding error: ${words.join(', ')}`,
    ),
  ]);
}
