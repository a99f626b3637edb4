import type { Clock } from '../clock';
import type { KubeObject } from '../contract';
import type { StatusSubject } from '../statusError';
import type { Storage } from '../storage/storage';
import { objectKey } from '../storage/storage';
import { groupVersion, type ResourceType } from '../types/resourceType';
import type { TypeRegistry } from '../types/typeRegistry';

/** What every operation needs. */
export interface Core {
  storage: Storage;
  types: TypeRegistry;
  clock: Clock;
}

/** How a write is to be done. */
export interface WriteContext {
  fieldManager: string;
  dryRun: boolean;
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  subresource?: 'status' | 'scale';
  /** A Warning header for the caller. */
  warn: (message: string) => void;
}

export function timestamp(core: Core): string {
  return `${new Date(core.clock.now()).toISOString().slice(0, 19)}Z`;
}

export function subjectOf(type: ResourceType): StatusSubject {
  return { group: type.group, resource: type.resource, kind: type.kind };
}

/** The stored object as this version of the type shows it. */
export function asVersion(type: ResourceType, object: KubeObject): KubeObject {
  if (type.view) return type.view.fromStored(object);
  const apiVersion = groupVersion(type);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

export function readStored(
  core: Core,
  type: ResourceType,
  namespace: string,
  name: string,
): KubeObject | undefined {
  return core.storage.get(
    type.storageKey,
    objectKey(type.namespaced ? namespace : '', name),
  );
}
