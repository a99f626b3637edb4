import type { KubeObject, ListOptions } from '../contract';
import type { ResourceType } from '../types/resourceType';
import { parseFieldSelector } from './fieldSelector';
import { parseLabelSelector } from './labelSelector';

export type ObjectMatcher = (object: KubeObject) => boolean;

/** Namespace, labels and fields in one test. */
export function objectMatcher(
  type: ResourceType,
  { namespace, labelSelector, fieldSelector }: ListOptions,
): ObjectMatcher {
  const tests: ObjectMatcher[] = [];
  if (namespace) tests.push(object => object.metadata.namespace === namespace);
  if (labelSelector) {
    const labels = parseLabelSelector(labelSelector);
    tests.push(object => labels(object.metadata.labels ?? {}));
  }
  if (fieldSelector) tests.push(parseFieldSelector(type, fieldSelector));
  return object => tests.every(test => test(object));
}
