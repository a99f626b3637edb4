import type { KubeObject } from './contract';
import type { JsonObject } from './jsonValue';
import { isObject } from './jsonValue';

/** Reads JSON as a stored object: it must have kind, apiVersion and a name. */
export function toKubeObject(value: unknown): KubeObject {
  if (
    isObject(value) &&
    typeof value.kind === 'string' &&
    typeof value.apiVersion === 'string' &&
    isObject(value.metadata) &&
    typeof value.metadata.name === 'string'
  ) {
    return value as JsonObject as KubeObject;
  }
  throw new Error(
    'not a Kubernetes object: it needs apiVersion, kind and metadata.name',
  );
}
