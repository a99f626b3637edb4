import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  defaultOperatorSettings,
  desiredObjects,
  FHIR_API_VERSION,
  names,
  parseFhir,
} from '@fhir-on-aks/plugin-fhir-common';

/** Where the sample server is, in the cluster `aks`. */
export const SAMPLE = { cluster: 'aks', namespace: 'fhir', name: 'cardio' };
const START = '2026-09-01T10:00:00Z';
const EARLIER = '2026-08-30T10:00:00Z';

const condition = (type: string, status: string, reason: string) => ({
  type,
  status,
  reason,
  message: `${type} is ${status}.`,
  lastTransitionTime: START,
});

/** A Fhir as the API server holds it: Ready, owned by cardiology, one setting that is secret. */
export function sampleFhir(
  name = SAMPLE.name,
  more: { annotations?: object; metadata?: object; spec?: object } = {},
): KubernetesObject {
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: {
      name,
      namespace: SAMPLE.namespace,
      uid: `uid-${name}`,
      generation: 1,
      creationTimestamp: START,
      labels: { 'app.kubernetes.io/managed-by': 'fhir-provision' },
      annotations: {
        'fhir-on-aks.io/owner': 'group:default/cardiology',
        'fhir-on-aks.io/title': 'Cardiology',
        'fhir-on-aks.io/description': 'Heart data',
        ...more.annotations,
      },
      ...more.metadata,
    },
    spec: {
      fhirVersion: 'R4',
      replicas: 2,
      identity: { type: 'None' },
      database: {
        server: 'sql.example.org',
        name,
        authentication: 'Secret',
        connectionStringSecret: { name: 'sql', key: 'connection' },
      },
      security: { mode: 'Disabled' },
      exposure: { host: `${name}.example.org` },
      settings: { 'Custom:ApiKey': 'very-secret', 'Custom:Colour': 'blue' },
      ...more.spec,
    },
    status: {
      observedGeneration: 1,
      url: `https://${name}.example.org`,
      replicas: 2,
      readyReplicas: 2,
      server: { softwareVersion: '5.0.30', fhirVersion: '4.0.1' },
      conditions: [condition('Ready', 'True', 'Ready')],
    },
  };
}

/** Its children as operator and cluster make them: two pods run, an empty ReplicaSet is left of an earlier rollout. */
export function sampleChildren(fhir = sampleFhir()): KubernetesObject[] {
  const made = desiredObjects(parseFhir(fhir), defaultOperatorSettings).map(
    object => child(object, `${object.kind}-${fhir.metadata.name}`),
  );
  const deployment = made.find(({ kind }) => kind === 'Deployment');
  if (!deployment) throw new Error('the sample has no Deployment');
  const current = replicaSet(deployment, '7c9d', 2, START);
  return [
    ...made.map(object =>
      object === deployment ? available(deployment) : object,
    ),
    replicaSet(deployment, '5f4a', 0, EARLIER),
    current,
    pod(current, 'x1'),
    pod(current, 'x2'),
  ];
}

/** An event about an object. */
export function sampleEvent(
  about: KubernetesObject,
  more: Record<string, unknown> = {},
): KubernetesObject {
  const { name, namespace, uid } = about.metadata;
  const reason = String(more.reason ?? 'Scheduled');
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `${name}.${reason.toLowerCase()}`,
      namespace,
      uid: `event-${uid}-${reason}`,
      creationTimestamp: START,
    },
    involvedObject: { kind: about.kind, name, namespace, uid },
    type: 'Normal',
    reason,
    message: 'Successfully assigned',
    count: 1,
    firstTimestamp: START,
    lastTimestamp: START,
    ...more,
  };
}

/** Name of one of the two pods of the sample. */
export const samplePod = (which: 'x1' | 'x2' = 'x1', name = SAMPLE.name) =>
  `${names.deployment({ metadata: { name, namespace: '' } })}-7c9d-${which}`;

function child(object: object, uid: string): KubernetesObject {
  const { apiVersion, kind, metadata, ...rest } = Object(object);
  return {
    apiVersion,
    kind,
    metadata: { ...metadata, uid, creationTimestamp: START },
    ...structuredClone(rest),
  };
}

function available(deployment: KubernetesObject): KubernetesObject {
  return {
    ...deployment,
    status: {
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      conditions: [condition('Available', 'True', 'MinimumReplicasAvailable')],
    },
  };
}

function replicaSet(
  deployment: KubernetesObject,
  hash: string,
  replicas: number,
  creationTimestamp: string,
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...ownedBy(deployment, `${deployment.metadata.name}-${hash}`),
      creationTimestamp,
    },
    spec: {
      replicas,
      selector: Object(deployment.spec).selector,
      template: Object(deployment.spec).template,
    },
    status: { replicas, readyReplicas: replicas, observedGeneration: 1 },
  };
}

function pod(owner: KubernetesObject, suffix: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: ownedBy(owner, `${owner.metadata.name}-${suffix}`),
    spec: {
      nodeName: 'node-1',
      containers: [
        {
          name: 'fhir',
          image: 'example.org/r4-fhir-server:5.0.30',
          env: [{ name: 'SqlServer__ConnectionString', value: 'Pwd=hunter2' }],
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [condition('Ready', 'True', 'PodsReady')],
      containerStatuses: [
        { name: 'fhir', ready: true, restartCount: 0, state: { running: {} } },
      ],
    },
  };
}

function ownedBy(owner: KubernetesObject, name: string) {
  const { apiVersion, kind, metadata } = owner;
  return {
    name,
    namespace: metadata.namespace,
    uid: `uid-${name}`,
    creationTimestamp: START,
    labels: metadata.labels,
    ownerReferences: [
      {
        apiVersion,
        kind,
        name: metadata.name,
        uid: metadata.uid ?? '',
        controller: true,
      },
    ],
  };
}
