import type { KubeObject } from '../contract';
import { isObject, listAt, objectAt, setAt } from '../jsonValue';
import { toKubeObject } from '../kubeObject';
import { badRequest, conflict, notFound, staleMessage } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { readStored, subjectOf, type Core, type WriteContext } from './core';
import { thaw } from './prepareObject';

/** PUT namespaces/NAME/finalize: sets spec.finalizers; a marked namespace without any is gone. */
export function finalizeNamespace(
  core: Core,
  type: ResourceType,
  name: string,
  input: unknown,
  context: WriteContext,
): KubeObject {
  const current = readStored(core, type, '', name);
  if (!current) throw notFound(subjectOf(type), name);
  if (!isObject(input)) throw badRequest('the body must be a Namespace');
  const version = objectAt(input, 'metadata')?.resourceVersion;
  if (version && version !== current.metadata.resourceVersion) {
    throw conflict(subjectOf(type), name, staleMessage);
  }
  const object = thaw(current);
  const finalizers = listAt(input, 'spec', 'finalizers');
  setAt(
    object,
    ['spec', 'finalizers'],
    finalizers.length > 0 ? finalizers : undefined,
  );
  const next = toKubeObject(object);
  if (context.dryRun) return next;
  const done =
    next.metadata.deletionTimestamp !== undefined &&
    finalizers.length === 0 &&
    (next.metadata.finalizers ?? []).length === 0;
  return done
    ? core.storage.remove(type.storageKey, next)
    : core.storage.put(type.storageKey, next);
}
