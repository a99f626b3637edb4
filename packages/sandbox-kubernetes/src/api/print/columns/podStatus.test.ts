import type { KubeObject } from '../../contract';
import { podStatus } from './podStatus';

const now = Date.parse('2026-01-01T01:00:00Z');

interface Given {
  status: object;
  spec?: object;
  deleted?: boolean;
}

function pod({ status, spec, deleted }: Given): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'x',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(deleted ? { deletionTimestamp: '2026-01-01T00:30:00Z' } : {}),
    },
    spec: { containers: [{ name: 'fhir' }], ...spec },
    status,
  };
}

const running = { name: 'fhir', ready: true, state: { running: {} } };
const waiting = (reason: string) => ({
  name: 'fhir',
  ready: false,
  state: { waiting: { reason } },
});
const ended = (terminated: object) => ({
  name: 'fhir',
  ready: false,
  state: { terminated },
});
const isReady = [{ type: 'Ready', status: 'True' }];
const sidecars = [
  { name: 'proxy', restartPolicy: 'Always' },
  { name: 'migrate' },
];

describe('what kubectl says of a pod', () => {
  it.each<[string, Given, string, string, string]>([
    [
      'is not placed yet',
      { status: { phase: 'Pending' } },
      '0/1',
      'Pending',
      '0',
    ],
    [
      'is held back',
      {
        status: {
          phase: 'Pending',
          conditions: [{ type: 'PodScheduled', reason: 'SchedulingGated' }],
        },
      },
      '0/1',
      'SchedulingGated',
      '0',
    ],
    [
      'is being made',
      {
        status: {
          phase: 'Pending',
          containerStatuses: [waiting('ContainerCreating')],
        },
      },
      '0/1',
      'ContainerCreating',
      '0',
    ],
    [
      'runs',
      { status: { phase: 'Running', containerStatuses: [running] } },
      '1/1',
      'Running',
      '0',
    ],
    [
      'crashed again and again',
      {
        status: {
          phase: 'Running',
          containerStatuses: [
            {
              ...waiting('CrashLoopBackOff'),
              restartCount: 5,
              lastState: { terminated: { finishedAt: '2026-01-01T00:57:00Z' } },
            },
          ],
        },
      },
      '0/1',
      'CrashLoopBackOff',
      '5 (3m ago)',
    ],
    [
      'ended with an error',
      {
        status: {
          phase: 'Failed',
          containerStatuses: [ended({ exitCode: 1, reason: 'Error' })],
        },
      },
      '0/1',
      'Error',
      '0',
    ],
    [
      'ended with a code alone',
      {
        status: {
          phase: 'Failed',
          containerStatuses: [ended({ exitCode: 3 })],
        },
      },
      '0/1',
      'ExitCode:3',
      '0',
    ],
    [
      'was ended by a signal',
      {
        status: {
          phase: 'Failed',
          containerStatuses: [ended({ exitCode: 137, signal: 9 })],
        },
      },
      '0/1',
      'Signal:9',
      '0',
    ],
    [
      'has done its work',
      {
        status: {
          phase: 'Succeeded',
          containerStatuses: [ended({ exitCode: 0, reason: 'Completed' })],
        },
      },
      '0/1',
      'Completed',
      '0',
    ],
    [
      'has one container that is done and one that runs',
      {
        spec: { containers: [{ name: 'fhir' }, { name: 'once' }] },
        status: {
          phase: 'Running',
          conditions: isReady,
          containerStatuses: [
            ended({ exitCode: 0, reason: 'Completed' }),
            running,
          ],
        },
      },
      '1/2',
      'Running',
      '0',
    ],
    [
      'has one container that is done and one that is not ready for all',
      {
        spec: { containers: [{ name: 'fhir' }, { name: 'once' }] },
        status: {
          phase: 'Running',
          containerStatuses: [
            ended({ exitCode: 0, reason: 'Completed' }),
            running,
          ],
        },
      },
      '1/2',
      'NotReady',
      '0',
    ],
    [
      'was evicted',
      { status: { phase: 'Failed', reason: 'Evicted' } },
      '0/1',
      'Evicted',
      '0',
    ],
    [
      'is going',
      {
        deleted: true,
        status: { phase: 'Running', containerStatuses: [running] },
      },
      '1/1',
      'Terminating',
      '0',
    ],
    [
      'is going, but has ended',
      { deleted: true, status: { phase: 'Succeeded' } },
      '0/1',
      'Succeeded',
      '0',
    ],
    [
      'is going with its node',
      { deleted: true, status: { phase: 'Running', reason: 'NodeLost' } },
      '0/1',
      'Unknown',
      '0',
    ],
    [
      'waits for its first step',
      {
        spec: { initContainers: [{ name: 'a' }, { name: 'b' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [waiting('PodInitializing')],
        },
      },
      '0/1',
      'Init:0/2',
      '0',
    ],
    [
      'is at its second step',
      {
        spec: { initContainers: [{ name: 'a' }, { name: 'b' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            ended({ exitCode: 0 }),
            { name: 'b', state: { running: {} } },
          ],
        },
      },
      '0/1',
      'Init:1/2',
      '0',
    ],
    [
      'failed in a first step',
      {
        spec: { initContainers: [{ name: 'a' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [
            { ...ended({ exitCode: 2 }), restartCount: 1 },
          ],
        },
      },
      '0/1',
      'Init:ExitCode:2',
      '1',
    ],
    [
      'cannot get the image of a first step',
      {
        spec: { initContainers: [{ name: 'a' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [waiting('ImagePullBackOff')],
        },
      },
      '0/1',
      'Init:ImagePullBackOff',
      '0',
    ],
    [
      'has a companion that goes on running',
      {
        spec: { initContainers: sidecars },
        status: {
          phase: 'Running',
          initContainerStatuses: [
            { name: 'proxy', started: true, ready: true, restartCount: 2 },
            { ...ended({ exitCode: 0 }), name: 'migrate', restartCount: 4 },
          ],
          containerStatuses: [running],
        },
      },
      '2/2',
      'Running',
      '2',
    ],
  ])('that it %s', (_what, given, ready, status, restarts) => {
    expect(podStatus(pod(given), now)).toEqual({ ready, status, restarts });
  });
});
