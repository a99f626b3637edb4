import { childState } from './childState';
import type { SnapshotObject } from './snapshot';

function object(
  kind: string,
  fields: Record<string, unknown> = {},
  metadata: Partial<SnapshotObject['metadata']> = {},
): SnapshotObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'cardio', uid: 'u1', generation: 2, ...metadata },
    ...fields,
  };
}

function deployment(
  status: Record<string, unknown>,
  spec: Record<string, unknown> = {},
): SnapshotObject {
  const counts = { observedGeneration: 2, replicas: 2, updatedReplicas: 2 };
  return object('Deployment', {
    spec: { replicas: 2, ...spec },
    status: { ...counts, ...status },
  });
}

function pod(status: Record<string, unknown>): SnapshotObject {
  return object('Pod', { status: { phase: 'Pending', ...status } });
}

const refused = [
  {
    type: 'ReplicaFailure',
    status: 'True',
    message:
      'pods "x" is forbidden: exceeded quota: team, requested: pods=1, used: pods=4, limited: pods=4',
  },
];
const waiting = (reason: string, message?: string) => ({
  containerStatuses: [
    {
      name: 'fhir',
      image: 'reg/fhir:1',
      restartCount: 0,
      state: { waiting: { reason, message } },
    },
  ],
});
const ready = [{ type: 'Ready', status: 'True' }];
const route = (...conditions: object[]) =>
  object('HTTPRoute', {
    spec: { hostnames: ['a.example.org'] },
    status: { parents: [{ parentRef: { name: 'fhir' }, conditions }] },
  });

describe('childState', () => {
  it.each<[string, SnapshotObject, object]>([
    [
      'a Deployment whose pods all serve',
      deployment({ readyReplicas: 2 }),
      { state: 'ok', detail: '2/2' },
    ],
    [
      'a Deployment whose pods start',
      deployment({}),
      { state: 'working', detail: '0/2', message: 'Pods are starting.' },
    ],
    [
      'a Deployment that rolls out',
      deployment({ replicas: 3, updatedReplicas: 1, readyReplicas: 2 }),
      {
        state: 'working',
        detail: '2/2',
        message: 'A new version is rolling out.',
      },
    ],
    [
      'a Deployment whose change was not seen',
      deployment({ observedGeneration: 1, readyReplicas: 2 }),
      {
        state: 'working',
        detail: '2/2',
        message: 'The cluster has not begun with the last change.',
      },
    ],
    [
      'a Deployment that waits for its schema',
      deployment({}, { paused: true }),
      {
        state: 'working',
        detail: '0/2',
        message: 'The rollout waits for the schema upgrade.',
      },
    ],
    [
      'a Deployment that is stuck',
      deployment({
        conditions: [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
          },
        ],
      }),
      {
        state: 'problem',
        detail: '0/2',
        message: 'The rollout does not advance.',
      },
    ],
    [
      'a Deployment whose pods are refused',
      deployment({ conditions: refused }),
      {
        state: 'problem',
        detail: '0/2',
        message:
          'The namespace allows no more: quota team has no room for pods=1.',
      },
    ],
    [
      'a ReplicaSet of the version before',
      object('ReplicaSet', { spec: { replicas: 0 }, status: { replicas: 0 } }),
      { state: 'ok', detail: '0/0' },
    ],
    [
      'a ReplicaSet whose pods start',
      object('ReplicaSet', {
        spec: { replicas: 2 },
        status: { replicas: 2, readyReplicas: 1 },
      }),
      { state: 'working', detail: '1/2', message: 'Pods are starting.' },
    ],
    [
      'a ReplicaSet whose pods are refused',
      object('ReplicaSet', {
        spec: { replicas: 1 },
        status: { replicas: 0, conditions: refused },
      }),
      {
        state: 'problem',
        detail: '0/1',
        message:
          'The namespace allows no more: quota team has no room for pods=1.',
      },
    ],
    [
      'a Pod that serves',
      pod({ phase: 'Running', conditions: ready }),
      { state: 'ok', detail: 'Running' },
    ],
    [
      'a Pod that is being created',
      pod(waiting('ContainerCreating')),
      { state: 'working', detail: 'ContainerCreating' },
    ],
    [
      'a Pod without a place',
      pod({
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/1 nodes are available: 1 Insufficient cpu.',
          },
        ],
      }),
      {
        state: 'problem',
        detail: 'Unschedulable',
        message: 'No node has room for cardio: not enough cpu.',
      },
    ],
    [
      'a Pod whose image does not exist',
      pod(waiting('ErrImagePull', 'manifest unknown')),
      {
        state: 'problem',
        detail: 'ErrImagePull',
        message:
          'The image cannot be pulled: the registry answered "manifest unknown" for tag 1.',
      },
    ],
    [
      'a Pod that was evicted',
      pod({
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: memory.',
      }),
      {
        state: 'problem',
        detail: 'Evicted',
        message: 'The node was low on resource: memory.',
      },
    ],
    [
      'a Pod that has done its work',
      pod({
        phase: 'Succeeded',
        containerStatuses: [{ state: { terminated: { reason: 'Completed' } } }],
      }),
      { state: 'ok', detail: 'Completed' },
    ],
    [
      'a Pod of which nothing is known',
      object('Pod'),
      { state: 'unknown', detail: 'Unknown' },
    ],
    [
      'a Job that runs',
      object('Job', { status: { active: 1 } }),
      { state: 'working', detail: 'Running' },
    ],
    [
      'a Job that is done',
      object('Job', { status: { succeeded: 1 } }),
      { state: 'ok', detail: 'Complete' },
    ],
    [
      'a Job that failed',
      object('Job', {
        status: {
          conditions: [
            {
              type: 'Failed',
              status: 'True',
              message: 'Job has reached the specified backoff limit',
            },
          ],
        },
      }),
      {
        state: 'problem',
        detail: 'Failed',
        message: 'Job has reached the specified backoff limit.',
      },
    ],
    [
      'an Ingress with an address',
      object('Ingress', {
        status: {
          loadBalancer: { ingress: [{ ip: '20.1.1.1' }, { hostname: 'a.b' }] },
        },
      }),
      { state: 'ok', detail: '20.1.1.1, a.b' },
    ],
    [
      'an Ingress without one',
      object('Ingress', { status: { loadBalancer: {} } }),
      { state: 'working', detail: 'no address' },
    ],
    [
      'an HTTPRoute that its gateway takes',
      route({ type: 'Accepted', status: 'True' }),
      { state: 'ok', detail: 'a.example.org' },
    ],
    [
      'an HTTPRoute that its gateway refuses',
      route(
        { type: 'Accepted', status: 'True' },
        { type: 'ResolvedRefs', status: 'False', reason: 'BackendNotFound' },
      ),
      {
        state: 'problem',
        detail: 'a.example.org',
        message: 'The gateway refuses the route: BackendNotFound.',
      },
    ],
    [
      'an HTTPRoute without an answer',
      route(),
      {
        state: 'working',
        detail: 'a.example.org',
        message: 'The gateway has not answered yet.',
      },
    ],
    [
      'an autoscaler that works',
      object('HorizontalPodAutoscaler', {
        spec: { minReplicas: 2, maxReplicas: 8 },
      }),
      { state: 'ok', detail: '2–8 replicas' },
    ],
    [
      'an autoscaler without numbers',
      object('HorizontalPodAutoscaler', {
        spec: { minReplicas: 2, maxReplicas: 8 },
        status: {
          conditions: [
            {
              type: 'ScalingActive',
              status: 'False',
              reason: 'FailedGetResourceMetric',
              message: 'the HPA was unable to compute the replica count',
            },
          ],
        },
      }),
      {
        state: 'problem',
        detail: '2–8 replicas',
        message: 'the HPA was unable to compute the replica count.',
      },
    ],
    [
      'a Service',
      object('Service', { spec: { clusterIP: '10.0.0.7' } }),
      { state: 'ok', detail: '10.0.0.7' },
    ],
    [
      'an EndpointSlice',
      object('EndpointSlice', {
        endpoints: [
          { addresses: ['10.1.1.1'], conditions: { ready: true } },
          { addresses: ['10.1.1.2'], conditions: { ready: false } },
        ],
      }),
      { state: 'ok', detail: '1/2 ready' },
    ],
    [
      'a ConfigMap',
      object('ConfigMap', { data: { a: '1' } }),
      { state: 'ok', detail: '1 key' },
    ],
    ['a Secret', object('Secret'), { state: 'ok', detail: '0 keys' }],
    [
      'a PodDisruptionBudget',
      object('PodDisruptionBudget', { status: { disruptionsAllowed: 1 } }),
      { state: 'ok', detail: '1 pod may leave' },
    ],
    ['a NetworkPolicy', object('NetworkPolicy'), { state: 'ok' }],
    [
      'a ServiceAccount with an identity',
      object(
        'ServiceAccount',
        {},
        { annotations: { 'azure.workload.identity/client-id': '7a1c' } },
      ),
      { state: 'ok', detail: 'client 7a1c' },
    ],
    ['a ServiceAccount without', object('ServiceAccount'), { state: 'ok' }],
    [
      'an AzureIdentity',
      object('AzureIdentity', { spec: { clientID: '7a1c' } }),
      { state: 'ok', detail: 'client 7a1c' },
    ],
    [
      'an AzureIdentityBinding',
      object('AzureIdentityBinding', { spec: { selector: 'cardio' } }),
      { state: 'ok', detail: 'pods cardio' },
    ],
    [
      'an AzureAssignedIdentity on its way',
      object('AzureAssignedIdentity', { status: { status: 'Created' } }),
      { state: 'working', detail: 'Created' },
    ],
    [
      'any other kind by its condition Ready',
      object('Certificate', {
        status: {
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              reason: 'Issuing',
              message: 'Issuing certificate.',
            },
          ],
        },
      }),
      { state: 'working', detail: 'Issuing', message: 'Issuing certificate.' },
    ],
    [
      'any other kind that is ready',
      object('Certificate', { status: { conditions: ready } }),
      { state: 'ok' },
    ],
    [
      'any other kind that says nothing',
      object('Whatever'),
      { state: 'unknown' },
    ],
    [
      'anything that is being deleted',
      object('Service', {}, { deletionTimestamp: '2026-10-01T10:00:00Z' }),
      { state: 'deleting', message: 'It is being deleted.' },
    ],
    [
      'anything that is being deleted and held',
      object(
        'Service',
        {},
        {
          deletionTimestamp: '2026-10-01T10:00:00Z',
          finalizers: ['service.kubernetes.io/load-balancer-cleanup'],
        },
      ),
      {
        state: 'deleting',
        message:
          'It is being deleted and waits for service.kubernetes.io/load-balancer-cleanup.',
      },
    ],
  ])('%s', (_, child, expected) => {
    expect(childState(child)).toEqual(expected);
  });

  it('takes the last Warning for an object that is not well and does not say why', () => {
    const ingress = object('Ingress', { status: {} });
    const warning = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e' },
      type: 'Warning',
      reason: 'Rejected',
      message: 'the host is already used',
      involvedObject: { kind: 'Ingress', name: 'cardio', uid: 'u1' },
    };
    const about = (uid: string) => [
      { ...warning, involvedObject: { ...warning.involvedObject, uid } },
    ];
    expect(childState(ingress, about('u1')).message).toBe(
      'the host is already used.',
    );
    expect(childState(ingress, about('another')).message).toBeUndefined();
    const since = [...about('u1'), { ...warning, type: 'Normal' }];
    expect(childState(ingress, since).message).toBeUndefined();
  });
});
