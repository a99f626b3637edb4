import { cellsOf } from '../testing/cellsOf';

describe('a row of kubectl get', () => {
  it.each<[string, string, object, object]>([
    [
      'Deployment',
      'how many are ready',
      {
        spec: {
          replicas: 3,
          selector: { matchLabels: { a: 'b' } },
          template: { spec: { containers: [{ name: 'c', image: 'i' }] } },
        },
        status: { readyReplicas: 1, updatedReplicas: 2 },
      },
      {
        Ready: '1/3',
        'Up-to-date': 2,
        Available: 0,
        Containers: 'c',
        Images: 'i',
        Selector: 'a=b',
      },
    ],
    [
      'ReplicaSet',
      'how many there are',
      { spec: { replicas: 3 }, status: { replicas: 2 } },
      { Desired: 3, Current: 2, Ready: 0 },
    ],
    [
      'StatefulSet',
      'how many are ready',
      { spec: { replicas: 1 } },
      { Ready: '0/1' },
    ],
    [
      'DaemonSet',
      'nodes',
      {
        spec: { template: { spec: { nodeSelector: { os: 'linux' } } } },
        status: { desiredNumberScheduled: 2 },
      },
      { Desired: 2, 'Node Selector': 'os=linux' },
    ],
    [
      'Job',
      'that it runs',
      {
        spec: { completions: 1 },
        status: { startTime: '2026-01-01T00:50:00Z' },
      },
      { Status: 'Running', Completions: '0/1', Duration: '10m' },
    ],
    [
      'Job',
      'that it is done',
      {
        spec: { parallelism: 3 },
        status: {
          succeeded: 1,
          startTime: '2026-01-01T00:50:00Z',
          completionTime: '2026-01-01T00:50:07Z',
          conditions: [{ type: 'Complete', status: 'True' }],
        },
      },
      { Status: 'Complete', Completions: '1/1 of 3', Duration: '7s' },
    ],
    [
      'Job',
      'that it failed',
      {
        spec: {},
        status: { conditions: [{ type: 'Failed', status: 'True' }] },
      },
      { Status: 'Failed', Completions: '0/1', Duration: '' },
    ],
    [
      'CronJob',
      'its plan',
      {
        spec: { schedule: '* * * * *', suspend: true },
        status: { active: [{}] },
      },
      {
        Schedule: '* * * * *',
        Timezone: '<none>',
        Suspend: 'True',
        Active: 1,
        'Last Schedule': '<none>',
      },
    ],
  ])('of a %s shows %s', (kind, _what, fields, expected) => {
    expect(cellsOf(kind, fields)).toMatchObject(expected);
  });
});
