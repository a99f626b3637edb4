import type { Endpoint, EndpointSlice } from 'kubernetes-types/discovery/v1';
import type { ServicePort } from 'kubernetes-types/core/v1';
import { equal } from '../../api/jsonValue';
import { runController, watching, type ControllerContext } from '../controller';
import { portNumber } from '../kubelet/probeContainer';
import { isReady } from '../podPhase';
import {
  controlledBy,
  controllerReference,
  keyOf,
  selects,
  splitKey,
  type Stored,
  type StoredPod,
  type StoredService,
} from '../stored';

const managedBy = 'endpointslice-controller.k8s.io';

/** An EndpointSlice as the store has it. */
export type StoredEndpointSlice = Stored<EndpointSlice>;

/** Keeps one EndpointSlice per Service: the addresses of the pods that it selects, and whether they are ready. */
export function startEndpointSliceController(
  context: ControllerContext,
): () => void {
  const { store } = context;
  return runController(
    context,
    [
      watching<StoredService>('Service', service => [keyOf(service)]),
      watching<StoredPod>('Pod', pod =>
        store
          .list<StoredService>('Service', {
            namespace: pod.metadata.namespace,
          })
          .filter(({ spec }) => selects(spec?.selector, pod.metadata.labels))
          .map(keyOf),
      ),
      watching<StoredEndpointSlice>('EndpointSlice', slice => [
        serviceOf(slice),
      ]),
    ],
    key => reconcile(context, key),
  );
}

function serviceOf({ metadata }: StoredEndpointSlice): string | undefined {
  const name = metadata.labels?.['kubernetes.io/service-name'];
  return name && `${metadata.namespace}/${name}`;
}

function reconcile({ store }: ControllerContext, key: string): void {
  const [namespace, name] = splitKey(key);
  const service = store.get<StoredService>('Service', namespace, name);
  const isServed =
    service && !service.metadata.deletionTimestamp && service.spec?.selector;
  if (!isServed) return;
  const pods = store
    .list<StoredPod>('Pod', { namespace })
    .filter(pod => selects(service.spec?.selector, pod.metadata.labels))
    .filter(({ status }) => status?.podIP && !hasEnded(status.phase));
  const wanted = {
    addressType: 'IPv4',
    endpoints: pods.map(pod => endpointOf(service, pod)),
    ports: (service.spec?.ports ?? []).map(port => portOf(port, pods[0])),
  };
  const [slice] = controlledBy<StoredEndpointSlice>(
    store,
    'EndpointSlice',
    service,
  );
  if (!slice) {
    store.create({ ...newSlice(service), ...wanted });
    return;
  }
  // Empty lists are stored as none.
  const { addressType, endpoints = [], ports = [] } = slice;
  if (equal({ addressType, endpoints, ports }, wanted)) return;
  store.update({ ...slice, ...wanted });
}

function hasEnded(phase: string | undefined): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}

function newSlice({ metadata }: StoredService): object {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${metadata.name}-`,
      namespace: metadata.namespace,
      labels: {
        ...metadata.labels,
        'endpointslice.kubernetes.io/managed-by': managedBy,
        'kubernetes.io/service-name': metadata.name,
      },
      ownerReferences: [
        controllerReference({ apiVersion: 'v1', kind: 'Service', metadata }),
      ],
    },
  };
}

function endpointOf(service: StoredService, pod: StoredPod): Endpoint {
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const serving =
    isReady(pod) || service.spec?.publishNotReadyAddresses === true;
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready: serving && !terminating, serving, terminating },
    nodeName: pod.spec?.nodeName,
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace,
      name: pod.metadata.name,
      uid: pod.metadata.uid,
    },
  };
}

function portOf(
  { name = '', port, protocol = 'TCP', targetPort }: ServicePort,
  pod: StoredPod | undefined,
) {
  return { name, protocol, port: targetOf(targetPort ?? port, pod) };
}

function targetOf(
  target: string | number,
  pod: StoredPod | undefined,
): number | undefined {
  if (typeof target === 'number') return target;
  const container = pod?.spec?.containers.find(({ ports }) =>
    ports?.some(({ name }) => name === target),
  );
  return container && portNumber(container, target);
}
