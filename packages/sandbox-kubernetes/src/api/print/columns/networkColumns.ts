import type { KubeObject } from '../../contract';
import { listAt, objectAt, objectsAt, stringAt } from '../../jsonValue';
import { ageColumn, nameColumn } from './metadataColumns';
import {
  addressesOf,
  labelsText,
  nameOrDefault,
  selectorCell,
  someOf,
} from './cells';
import { text, wide } from './column';

export const serviceColumns = [
  nameColumn,
  text('Type', 'spec.type', service => stringAt(service, 'spec', 'type') ?? ''),
  text(
    'Cluster-IP',
    'spec.clusterIP',
    service => listAt(service, 'spec', 'clusterIPs')[0] ?? '<none>',
  ),
  text('External-IP', 'spec.externalIPs', externalAddress),
  text('Port(s)', 'spec.ports', servicePorts),
  ageColumn,
  wide(
    text('Selector', 'spec.selector', service =>
      labelsText(objectAt(service, 'spec')?.selector),
    ),
  ),
];

function externalAddress(service: KubeObject): string {
  const given = listAt(service, 'spec', 'externalIPs').map(String);
  switch (stringAt(service, 'spec', 'type')) {
    case 'ClusterIP':
    case 'NodePort':
      return given.join(',') || '<none>';
    case 'LoadBalancer':
      return (
        [addressesOf(service), ...given].filter(Boolean).join(',') ||
        '<pending>'
      );
    case 'ExternalName':
      return stringAt(service, 'spec', 'externalName') ?? '';
    default:
      return '<unknown>';
  }
}

function servicePorts(service: KubeObject): string {
  const ports = objectsAt(service, 'spec', 'ports').map(
    ({ port, nodePort, protocol }) =>
      nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  );
  return ports.join(',') || '<none>';
}

const mostHosts = 3;

export const ingressColumns = [
  nameColumn,
  text(
    'Class',
    'The name of the IngressClass resource that should be used for additional configuration',
    ingress => stringAt(ingress, 'spec', 'ingressClassName') ?? '<none>',
  ),
  text(
    'Hosts',
    'Hosts that incoming requests are matched against before the ingress rule',
    hosts,
  ),
  text(
    'Address',
    'Address is a list containing ingress points for the load-balancer',
    addressesOf,
  ),
  text('Ports', 'Ports of TLS configurations that open', ingress =>
    listAt(ingress, 'spec', 'tls').length > 0 ? '80, 443' : '80',
  ),
  ageColumn,
];

function hosts(ingress: KubeObject): string {
  const named = objectsAt(ingress, 'spec', 'rules').flatMap(
    rule => stringAt(rule, 'host') || [],
  );
  return someOf(named, mostHosts, '*');
}

export const ingressClassColumns = [
  {
    ...nameColumn,
    cell: (object: KubeObject) =>
      nameOrDefault(object, 'ingressclass.kubernetes.io/is-default-class'),
  },
  text(
    'Controller',
    'Controller that is responsible for handling this class',
    one => stringAt(one, 'spec', 'controller') ?? '',
  ),
  text(
    'Parameters',
    'A reference to a resource with additional parameters',
    parameters,
  ),
  ageColumn,
];

function parameters(ingressClass: KubeObject): string {
  const reference = objectAt(ingressClass, 'spec', 'parameters');
  if (!reference) return '<none>';
  const group = reference.apiGroup ? `.${reference.apiGroup}` : '';
  return `${reference.kind}${group}/${reference.name}`;
}

export const networkPolicyColumns = [
  nameColumn,
  text('Pod-Selector', 'spec.podSelector', policy =>
    selectorCell(objectAt(policy, 'spec', 'podSelector')),
  ),
  ageColumn,
];

export const endpointSliceColumns = [
  nameColumn,
  text('AddressType', 'addressType', slice => slice.addressType),
  text('Ports', 'ports', slice =>
    someOf(
      objectsAt(slice, 'ports').map(({ port, name }) =>
        String(port ?? (name || '*')),
      ),
      3,
      '<unset>',
    ),
  ),
  text('Endpoints', 'endpoints', slice =>
    someOf(
      objectsAt(slice, 'endpoints').flatMap(one =>
        listAt(one, 'addresses').map(String),
      ),
      3,
      '<unset>',
    ),
  ),
  ageColumn,
];

export const endpointsColumns = [
  nameColumn,
  text('Endpoints', 'subsets', endpoints => {
    const all = objectsAt(endpoints, 'subsets').flatMap(subset => {
      const addresses = objectsAt(subset, 'addresses').map(one =>
        String(one.ip),
      );
      const ports = objectsAt(subset, 'ports');
      return ports.length === 0
        ? addresses
        : ports.flatMap(port =>
            addresses.map(address => `${address}:${port.port}`),
          );
    });
    return someOf(all, 3, '<none>');
  }),
  ageColumn,
];
