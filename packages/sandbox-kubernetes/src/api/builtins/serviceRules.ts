import { isIP, isIPv4 } from 'node:net';
import type { KubeObject } from '../contract';
import {
  listAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import { labelErrors } from '../operations/validateMetadata';
import {
  duplicate,
  forbiddenField,
  invalidValue,
  required,
} from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { Storage } from '../storage/storage';
import type { TypeRules } from '../types/resourceType';
import { dnsLabel, oneOf, portNumber, portNumberOrName } from './fieldChecks';
import { ensureObject, setDefaults } from './setDefault';

const servicesKey = '/services';

/** A Service gets a cluster IP of its own, and node ports where its type has them, and keeps both. */
export function serviceRules(storage: Storage): TypeRules {
  return {
    defaults: (object, old) => {
      const spec = ensureObject(object, 'spec');
      if (old) keepAllocations(spec, objectAt(old, 'spec') ?? {});
      defaultSpec(spec);
      allocate(storage, spec);
    },
    initialStatus: () => ({ loadBalancer: {} }),
    validate: (object, old) => {
      const spec = objectAt(object, 'spec') ?? {};
      return [
        ...(old ? changeErrors(spec, old) : []),
        ...specErrors(storage, spec, object),
      ];
    },
  };
}

function isExternal(spec: JsonObject): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

function defaultSpec(spec: JsonObject): void {
  setDefaults(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  else {
    const config = ensureObject(spec, 'sessionAffinityConfig');
    setDefaults(ensureObject(config, 'clientIP'), { timeoutSeconds: 10_800 });
  }
  for (const port of objectsAt(spec, 'ports')) {
    setDefaults(port, { protocol: 'TCP' });
    if (!port.targetPort) port.targetPort = port.port;
  }
  if (isExternal(spec)) setDefaults(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type !== 'ExternalName') {
    setDefaults(spec, { internalTrafficPolicy: 'Cluster' });
  }
  if (spec.type === 'LoadBalancer') {
    setDefaults(spec, { allocateLoadBalancerNodePorts: true });
  }
}

/** What a Service was given stays when an update does not name it. */
function keepAllocations(spec: JsonObject, old: JsonObject): void {
  const type = spec.type ?? 'ClusterIP';
  if (type === 'ExternalName' || old.type === 'ExternalName') return;
  if (spec.clusterIP === undefined && spec.clusterIPs === undefined) {
    spec.clusterIP = old.clusterIP;
    spec.clusterIPs = old.clusterIPs;
  }
  for (const field of ['ipFamilies', 'ipFamilyPolicy']) {
    if (spec[field] === undefined) spec[field] = old[field];
  }
  if (!isExternal(spec)) return;
  const before = objectsAt(old, 'ports');
  for (const port of objectsAt(spec, 'ports')) {
    const same = before.find(
      one =>
        one.port === port.port && one.protocol === (port.protocol ?? 'TCP'),
    );
    if (port.nodePort === undefined && same) port.nodePort = same.nodePort;
  }
}

const lowestNodePort = 30_000;
const nodePorts = 2_768;

function allocate(storage: Storage, spec: JsonObject): void {
  if (spec.type === 'ExternalName') return;
  const [first] = listAt(spec, 'clusterIPs');
  const given = spec.clusterIP ?? first;
  if (!given) spec.clusterIP = freeAddress(storage);
  else spec.clusterIP = given;
  setDefaults(spec, { clusterIPs: [spec.clusterIP] });
  // Without addresses and without a selector nothing says which family the endpoints have.
  if (spec.clusterIP === 'None' && spec.selector === undefined) {
    setDefaults(spec, {
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
    });
  }
  const isSix = isIP(String(spec.clusterIP)) === 6;
  setDefaults(spec, {
    ipFamilies: [isSix ? 'IPv6' : 'IPv4'],
    ipFamilyPolicy: 'SingleStack',
  });
  if (!isExternal(spec)) return;
  const ports = objectsAt(spec, 'ports');
  const taken = new Set([
    ...takenPorts(storage),
    ...ports.map(port => port.nodePort),
  ]);
  for (const port of ports) {
    if (port.nodePort) continue;
    port.nodePort =
      freeNumber(nodePorts, number => !taken.has(lowestNodePort + number)) +
      lowestNodePort;
    taken.add(port.nodePort);
  }
}

/** The first free number from a random start. */
function freeNumber(
  count: number,
  isFree: (number: number) => boolean,
): number {
  const start = Math.floor(Math.random() * count);
  for (let step = 0; step < count; step += 1) {
    const number = (start + step) % count;
    if (isFree(number)) return number;
  }
  throw new Error(`all ${count} numbers of the range are taken`);
}

/** 10.0.0.0/16, the default of AKS; .0.1 is kept for the API itself. */
function freeAddress(storage: Storage): string {
  const taken = new Set(
    storage.list(servicesKey).map(one => stringAt(one, 'spec', 'clusterIP')),
  );
  const address = (number: number) =>
    `10.0.${Math.floor(number / 256)}.${number % 256}`;
  const number = freeNumber(65_000, one => one > 1 && !taken.has(address(one)));
  return address(number);
}

function takenPorts(storage: Storage): unknown[] {
  return storage
    .list(servicesKey)
    .flatMap(one => objectsAt(one, 'spec', 'ports').map(port => port.nodePort));
}

function changeErrors(spec: JsonObject, old: KubeObject): FieldError[] {
  const before = objectAt(old, 'spec') ?? {};
  if (spec.type === 'ExternalName' || before.type === 'ExternalName') return [];
  if (spec.clusterIP === before.clusterIP) return [];
  return [
    invalidValue(
      'spec.clusterIPs[0]',
      spec.clusterIPs ?? [spec.clusterIP],
      'may not change once set',
    ),
  ];
}

function specErrors(
  storage: Storage,
  spec: JsonObject,
  object: JsonObject,
): FieldError[] {
  const ports = objectsAt(spec, 'ports');
  const isHeadless = spec.clusterIP === 'None';
  const isNamed = spec.type === 'ExternalName';
  return [
    ...(ports.length === 0 && !isHeadless && !isNamed
      ? [required('spec.ports')]
      : []),
    ...oneOf('spec.type', spec.type, [
      'ClusterIP',
      'ExternalName',
      'LoadBalancer',
      'NodePort',
    ]),
    ...(isNamed && !spec.externalName ? [required('spec.externalName')] : []),
    ...(isHeadless && isExternal(spec)
      ? [
          invalidValue(
            'spec.clusterIPs[0]',
            'None',
            `may not be set to 'None' for ${spec.type} services`,
          ),
        ]
      : []),
    ...portErrors(ports),
    ...labelErrors(spec.selector, 'spec.selector'),
    ...oneOf('spec.sessionAffinity', spec.sessionAffinity, [
      'ClientIP',
      'None',
    ]),
    ...addressErrors(storage, spec, object),
    ...trafficErrors(spec),
  ];
}

function portErrors(ports: JsonObject[]): FieldError[] {
  const names = new Set<unknown>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const errors: FieldError[] = [];
    if (port.name) {
      errors.push(...dnsLabel(`${path}.name`, port.name));
      if (names.has(port.name))
        errors.push(duplicate(`${path}.name`, port.name));
      names.add(port.name);
    } else if (ports.length > 1) errors.push(required(`${path}.name`));
    return [
      ...errors,
      ...portNumber(`${path}.port`, port.port),
      ...oneOf(`${path}.protocol`, port.protocol, ['SCTP', 'TCP', 'UDP']),
      ...portNumberOrName(`${path}.targetPort`, port.targetPort),
    ];
  });
}

function addressErrors(
  storage: Storage,
  spec: JsonObject,
  object: JsonObject,
): FieldError[] {
  const address = String(spec.clusterIP ?? '');
  if (address === '' || address === 'None') return [];
  if (!isIP(address)) {
    return [
      invalidValue(
        'spec.clusterIPs[0]',
        address,
        'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ),
    ];
  }
  const uid = stringAt(object, 'metadata', 'uid');
  const isTaken = storage
    .list(servicesKey)
    .some(
      one =>
        one.metadata.uid !== uid &&
        stringAt(one, 'spec', 'clusterIP') === address,
    );
  return isTaken && isIPv4(address)
    ? [
        invalidValue(
          'spec.clusterIPs',
          [address],
          `failed to allocate IP ${address}: provided IP is already allocated`,
        ),
      ]
    : [];
}

function trafficErrors(spec: JsonObject): FieldError[] {
  if (isExternal(spec))
    return oneOf('spec.externalTrafficPolicy', spec.externalTrafficPolicy, [
      'Cluster',
      'Local',
    ]);
  return spec.externalTrafficPolicy === undefined
    ? []
    : [
        forbiddenField(
          'spec.externalTrafficPolicy',
          'may only be set for externally-accessible services',
        ),
      ];
}
