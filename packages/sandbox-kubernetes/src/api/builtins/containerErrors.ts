import { isObject, objectAt, objectsAt, type JsonObject } from '../jsonValue';
import {
  duplicate,
  forbiddenField,
  invalidValue,
  notFoundValue,
  required,
} from '../schema/fieldErrors';
import { subdomainDetail } from '../operations/validateMetadata';
import type { FieldError } from '../statusError';
import {
  dnsLabel,
  nonNegative,
  oneOf,
  portName,
  portNumber,
  portNumberOrName,
} from './fieldChecks';
import { compareQuantities, isQuantity, quantityDetail } from './quantity';

/** Checks one container; `volumes` are the names of the pod's volumes. */
export function containerErrors(
  container: JsonObject,
  path: string,
  volumes: Set<string>,
): FieldError[] {
  return [
    ...dnsLabel(`${path}.name`, container.name),
    ...(container.image ? [] : [required(`${path}.image`)]),
    ...oneOf(
      `${path}.terminationMessagePolicy`,
      container.terminationMessagePolicy,
      ['File', 'FallbackToLogsOnError'],
    ),
    ...portErrors(container, `${path}.ports`),
    ...variableErrors(container, `${path}.env`),
    ...sourceErrors(container, `${path}.envFrom`),
    ...mountErrors(container, `${path}.volumeMounts`, volumes),
    ...oneOf(`${path}.imagePullPolicy`, container.imagePullPolicy, [
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    ...resourceErrors(objectAt(container, 'resources'), `${path}.resources`),
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap(name =>
      probeErrors(name, objectAt(container, name), `${path}.${name}`),
    ),
  ];
}

function portErrors(container: JsonObject, path: string): FieldError[] {
  const names = new Set<unknown>();
  return objectsAt(container, 'ports').flatMap((port, index) => {
    const here = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (typeof port.name === 'string' && port.name !== '') {
      errors.push(...portName(`${here}.name`, port.name));
      if (names.has(port.name))
        errors.push(duplicate(`${here}.name`, port.name));
      names.add(port.name);
    }
    if (!port.containerPort) errors.push(required(`${here}.containerPort`));
    else
      errors.push(...portNumber(`${here}.containerPort`, port.containerPort));
    return [
      ...errors,
      ...oneOf(`${here}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']),
    ];
  });
}

const valueSources = [
  'fieldRef',
  'resourceFieldRef',
  'configMapKeyRef',
  'secretKeyRef',
  'fileKeyRef',
];

function variableErrors(container: JsonObject, path: string): FieldError[] {
  return objectsAt(container, 'env').flatMap((variable, index) => {
    const here = `${path}[${index}]`;
    const errors = variable.name ? [] : [required(`${here}.name`)];
    const from = objectAt(variable, 'valueFrom');
    if (!from) return errors;
    const used = valueSources.filter(source => isObject(from[source]));
    if (used.length === 0) {
      errors.push(
        invalidValue(
          `${here}.valueFrom`,
          '',
          'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`',
        ),
      );
    } else if (variable.value) {
      errors.push(
        invalidValue(
          `${here}.valueFrom`,
          '',
          'may not be specified when `value` is not empty',
        ),
      );
    } else if (used.length > 1) {
      errors.push(
        invalidValue(
          `${here}.valueFrom`,
          '',
          'may not have more than one field specified at a time',
        ),
      );
    }
    return [...errors, ...keyErrors(from, `${here}.valueFrom`)];
  });
}

function keyErrors(from: JsonObject, path: string): FieldError[] {
  return ['configMapKeyRef', 'secretKeyRef'].flatMap(source => {
    const reference = objectAt(from, source);
    if (!reference) return [];
    const at = `${path}.${source}`;
    return [
      ...(reference.name
        ? []
        : [invalidValue(`${at}.name`, '', subdomainDetail)]),
      ...(reference.key ? [] : [required(`${at}.key`)]),
    ];
  });
}

function sourceErrors(container: JsonObject, path: string): FieldError[] {
  return objectsAt(container, 'envFrom').flatMap((source, index) => {
    const here = `${path}[${index}]`;
    const used = ['configMapRef', 'secretRef'].filter(field =>
      isObject(source[field]),
    );
    if (used.length === 0) {
      return [
        invalidValue(
          here,
          '',
          'must specify one of: `configMapRef` or `secretRef`',
        ),
      ];
    }
    return used.length > 1
      ? [
          invalidValue(
            here,
            '',
            'may not have more than one field specified at a time',
          ),
        ]
      : [];
  });
}

function mountErrors(
  container: JsonObject,
  path: string,
  volumes: Set<string>,
): FieldError[] {
  const places = new Set<unknown>();
  return objectsAt(container, 'volumeMounts').flatMap((mount, index) => {
    const here = `${path}[${index}]`;
    const errors: FieldError[] = [];
    if (!mount.name) errors.push(required(`${here}.name`));
    if (!volumes.has(String(mount.name)))
      errors.push(notFoundValue(`${here}.name`, mount.name));
    if (!mount.mountPath) errors.push(required(`${here}.mountPath`));
    if (places.has(mount.mountPath)) {
      errors.push(
        invalidValue(`${here}.mountPath`, mount.mountPath, 'must be unique'),
      );
    }
    places.add(mount.mountPath);
    return errors;
  });
}

function resourceErrors(
  resources: JsonObject | undefined,
  path: string,
): FieldError[] {
  const limits = objectAt(resources, 'limits') ?? {};
  const requests = objectAt(resources, 'requests') ?? {};
  const errors = [
    ...quantityErrors(limits, `${path}.limits`),
    ...quantityErrors(requests, `${path}.requests`),
  ];
  if (errors.length > 0) return errors;
  return Object.entries(requests).flatMap(([name, request]) => {
    const limit = limits[name];
    if (limit === undefined || compareQuantities(request, limit) <= 0)
      return [];
    return [
      invalidValue(
        `${path}.requests`,
        String(request),
        `must be less than or equal to ${name} limit of ${limit}`,
      ),
    ];
  });
}

function quantityErrors(amounts: JsonObject, path: string): FieldError[] {
  return Object.entries(amounts).flatMap(([name, amount]) => {
    const field = `${path}[${name}]`;
    if (!isQuantity(amount))
      return [invalidValue(field, String(amount), quantityDetail)];
    return String(amount).startsWith('-')
      ? [
          invalidValue(
            field,
            String(amount),
            'must be greater than or equal to 0',
          ),
        ]
      : [];
  });
}

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const counts = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
];

function probeErrors(
  name: string,
  probe: JsonObject | undefined,
  path: string,
): FieldError[] {
  if (!probe) return [];
  const used = handlers.filter(handler => isObject(probe[handler]));
  const errors = [
    ...used
      .slice(1)
      .map(handler =>
        forbiddenField(
          `${path}.${handler}`,
          'may not specify more than 1 handler type',
        ),
      ),
    ...(used.length === 0
      ? [required(path, 'must specify a handler type')]
      : []),
    ...handlerErrors(probe, path),
    ...nonNegative(probe, path, ...counts),
  ];
  const threshold = probe.successThreshold;
  if (name !== 'readinessProbe' && threshold !== undefined && threshold !== 1) {
    errors.push(
      invalidValue(`${path}.successThreshold`, threshold, 'must be 1'),
    );
  }
  return errors;
}

function handlerErrors(probe: JsonObject, path: string): FieldError[] {
  const web = objectAt(probe, 'httpGet');
  const socket = objectAt(probe, 'tcpSocket');
  return [
    ...(web ? portNumberOrName(`${path}.httpGet.port`, web.port) : []),
    ...oneOf(`${path}.httpGet.scheme`, web?.scheme, ['HTTP', 'HTTPS']),
    ...(socket ? portNumberOrName(`${path}.tcpSocket.port`, socket.port) : []),
  ];
}
