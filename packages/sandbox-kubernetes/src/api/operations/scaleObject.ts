import type { KubeObject } from '../contract';
import { numberAt, objectAt, setAt, stringAt } from '../jsonValue';
import { invalidValue } from '../schema/fieldErrors';
import { selectorText } from '../selectors/selectorText';
import { invalid } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { subjectOf, type Core, type WriteContext } from './core';
import { thaw } from './prepareObject';
import { storeUpdate } from './updateObject';

/** The Scale of an object, as `/scale` shows it. */
export function readScale(type: ResourceType, object: KubeObject) {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const paths = type.scale;
  const replicas = numberAt(object, ...(paths?.specReplicas ?? []));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    // 0 is left out, as Go writes it.
    spec: { replicas: replicas || undefined },
    status: {
      replicas: numberAt(object, ...(paths?.statusReplicas ?? [])) ?? 0,
      selector: selectorOf(type, object),
    },
  };
}

function selectorOf(
  type: ResourceType,
  object: KubeObject,
): string | undefined {
  if (type.custom) {
    return type.scale?.selector
      ? stringAt(object, ...type.scale.selector)
      : undefined;
  }
  const selector = objectAt(object, 'spec', 'selector');
  return selector ? selectorText(selector) : undefined;
}

export interface ScaleChange {
  replicas: number;
  resourceVersion?: string;
  context: WriteContext;
}

/** Sets the number of replicas through `/scale`. */
export function writeScale(
  core: Core,
  type: ResourceType,
  current: KubeObject,
  { replicas, resourceVersion, context }: ScaleChange,
): KubeObject {
  if (replicas < 0 && !type.custom) {
    throw invalid(
      { group: 'autoscaling', resource: 'scale', kind: 'Scale' },
      current.metadata.name,
      [
        invalidValue(
          'spec.replicas',
          replicas,
          'must be greater than or equal to 0',
        ),
      ],
    );
  }
  const object = thaw(current);
  if (resourceVersion)
    setAt(object, ['metadata', 'resourceVersion'], resourceVersion);
  setAt(
    object,
    type.scale?.specReplicas ?? [subjectOf(type).resource],
    replicas,
  );
  return storeUpdate(core, type, current, object, context);
}
