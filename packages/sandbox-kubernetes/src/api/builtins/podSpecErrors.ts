import {
  isObject,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { annotationErrors, labelErrors } from '../operations/validateMetadata';
import {
  duplicate,
  forbiddenField,
  invalidValue,
  required,
} from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import { containerErrors } from './containerErrors';
import { dnsLabel, nonNegative, oneOf } from './fieldChecks';

/** Checks the template of a workload. Source of the words: pkg/apis/core/validation/validation.go. */
export function podTemplateErrors(
  template: unknown,
  path: string,
): FieldError[] {
  if (!isObject(template)) return [required(path)];
  const meta = objectAt(template, 'metadata');
  return [
    ...labelErrors(meta?.labels, `${path}.labels`),
    ...annotationErrors(meta?.annotations, `${path}.annotations`),
    ...podSpecErrors(objectAt(template, 'spec') ?? {}, `${path}.spec`),
  ];
}

/** Checks a pod spec: volumes, containers, policies. */
export function podSpecErrors(spec: JsonObject, path: string): FieldError[] {
  const volumes = objectsAt(spec, 'volumes');
  const names = new Set(volumes.map(volume => String(volume.name)));
  const containers = objectsAt(spec, 'containers');
  const inits = objectsAt(spec, 'initContainers');
  return [
    ...volumeErrors(volumes, `${path}.volumes`),
    ...(containers.length === 0 ? [required(`${path}.containers`)] : []),
    ...listErrors(containers, `${path}.containers`, names),
    ...listErrors(inits, `${path}.initContainers`, names),
    ...sharedNameErrors(containers, inits, path),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, [
      'Always',
      'OnFailure',
      'Never',
    ]),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, [
      'ClusterFirst',
      'ClusterFirstWithHostNet',
      'Default',
      'None',
    ]),
    ...nonNegative(spec, path, 'terminationGracePeriodSeconds'),
    ...pullSecretErrors(spec, path),
    ...spreadErrors(spec, path),
  ];
}

function listErrors(
  containers: JsonObject[],
  path: string,
  volumes: Set<string>,
): FieldError[] {
  return containers.flatMap((container, index) => {
    const here = `${path}[${index}]`;
    const isRepeated =
      containers.findIndex(one => one.name === container.name) < index;
    return [
      ...containerErrors(container, here, volumes),
      ...(isRepeated && container.name
        ? [duplicate(`${here}.name`, container.name)]
        : []),
    ];
  });
}

function sharedNameErrors(
  containers: JsonObject[],
  inits: JsonObject[],
  path: string,
): FieldError[] {
  return inits.flatMap((init, index) =>
    containers.some(one => one.name === init.name)
      ? [duplicate(`${path}.initContainers[${index}].name`, init.name)]
      : [],
  );
}

function volumeErrors(volumes: JsonObject[], path: string): FieldError[] {
  return volumes.flatMap((volume, index) => {
    const here = `${path}[${index}]`;
    const isRepeated =
      volumes.findIndex(one => one.name === volume.name) < index;
    const sources = Object.keys(volume).filter(field => field !== 'name');
    return [
      ...dnsLabel(`${here}.name`, volume.name),
      ...(isRepeated ? [duplicate(`${here}.name`, volume.name)] : []),
      ...(sources.length > 1
        ? [
            forbiddenField(
              `${here}.${sources[1]}`,
              'may not specify more than 1 volume type',
            ),
          ]
        : []),
      ...sourceErrors(volume, here),
    ];
  });
}

function sourceErrors(volume: JsonObject, path: string): FieldError[] {
  if (isObject(volume.secret) && !volume.secret.secretName) {
    return [required(`${path}.secret.secretName`)];
  }
  if (isObject(volume.configMap) && !volume.configMap.name) {
    return [required(`${path}.configMap.name`)];
  }
  const claim = objectAt(volume, 'persistentVolumeClaim');
  return claim && !claim.claimName
    ? [required(`${path}.persistentVolumeClaim.claimName`)]
    : [];
}

function pullSecretErrors(spec: JsonObject, path: string): FieldError[] {
  return objectsAt(spec, 'imagePullSecrets').flatMap((secret, index) =>
    stringAt(secret, 'name')
      ? []
      : [required(`${path}.imagePullSecrets[${index}].name`)],
  );
}

function spreadErrors(spec: JsonObject, path: string): FieldError[] {
  return objectsAt(spec, 'topologySpreadConstraints').flatMap((one, index) => {
    const here = `${path}.topologySpreadConstraints[${index}]`;
    return [
      ...(Number(one.maxSkew) > 0
        ? []
        : [
            invalidValue(
              `${here}.maxSkew`,
              one.maxSkew ?? 0,
              'must be greater than zero',
            ),
          ]),
      ...(one.topologyKey
        ? []
        : [required(`${here}.topologyKey`, 'can not be empty')]),
      ...oneOf(`${here}.whenUnsatisfiable`, one.whenUnsatisfiable ?? '', [
        'DoNotSchedule',
        'ScheduleAnyway',
      ]),
    ];
  });
}
