import {
  clone,
  equal,
  objectAt,
  objectsAt,
  type JsonObject,
} from '../jsonValue';
import type { KubeObject } from '../contract';
import { forbiddenField } from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from '../types/resourceType';
import { admitPod, defaultPod, qosClass } from './podDefaults';
import { podSpecErrors } from './podSpecErrors';
import { ensureObject } from './setDefault';

/** A pod: its spec is fixed once it is made, but for images, tolerations and two times. */
export const podRules: TypeRules = {
  defaults: (object, old) => {
    defaultPod(object);
    if (!old) admitPod(ensureObject(object, 'spec'));
  },
  initialStatus: object => ({
    phase: 'Pending',
    qosClass: qosClass(objectAt(object, 'spec') ?? {}),
  }),
  validate: (object, old) => {
    const spec = objectAt(object, 'spec') ?? {};
    return [
      ...podSpecErrors(spec, 'spec'),
      ...(old ? changeErrors(spec, old) : []),
    ];
  },
};

const fixed =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function changeErrors(spec: JsonObject, old: KubeObject): FieldError[] {
  const before = objectAt(old, 'spec') ?? {};
  for (const list of ['containers', 'initContainers']) {
    if (objectsAt(spec, list).length !== objectsAt(before, list).length) {
      return [
        forbiddenField(
          `spec.${list}`,
          'pod updates may not add or remove containers',
        ),
      ];
    }
  }
  // A scheduler binds a pod by writing nodeName; here the controllers write it themselves.
  const isBinding = before.nodeName === undefined;
  return equal(comparable(spec, isBinding), comparable(before, isBinding))
    ? []
    : [forbiddenField('spec', fixed)];
}

function comparable(spec: JsonObject, isBinding: boolean): JsonObject {
  const copy = clone(spec);
  for (const list of ['containers', 'initContainers']) {
    for (const container of objectsAt(copy, list)) delete container.image;
  }
  delete copy.activeDeadlineSeconds;
  delete copy.tolerations;
  delete copy.schedulingGates;
  if (isBinding) delete copy.nodeName;
  return copy;
}
