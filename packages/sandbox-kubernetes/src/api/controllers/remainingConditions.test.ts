import type { KubeObject } from '../contract';
import { remainingConditions } from './remainingConditions';

function object(...finalizers: string[]): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'x',
      uid: 'x',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      finalizers,
    },
  };
}

const left = [
  { resource: 'secrets', objects: [object('b/b', 'a/a')] },
  { resource: 'configmaps', objects: [object('a/a'), object()] },
];
const now = '2026-01-02T00:00:00Z';

describe('what a namespace says that waits for its contents', () => {
  it('counts what is left, and the finalizers that hold it', () => {
    expect(remainingConditions(left, [], now)).toEqual(
      expect.arrayContaining([
        {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          message:
            'Some resources are remaining: configmaps. has 2 resource instances, secrets. has 1 resource instances',
          lastTransitionTime: now,
        },
        {
          type: 'NamespaceFinalizersRemaining',
          status: 'True',
          reason: 'SomeFinalizersRemain',
          message:
            'Some content in the namespace has finalizers remaining: a/a in 2 resource instances, b/b in 1 resource instances',
          lastTransitionTime: now,
        },
      ]),
    );
  });

  it('keeps the time of a condition until its status changes', () => {
    const before = remainingConditions(left, [], '2026-01-01T00:00:00Z');
    const free = [{ resource: 'secrets', objects: [object()] }];
    const after = remainingConditions(free, before, now);
    const times = Object.fromEntries(
      after.map(one => [Object(one).type, Object(one).lastTransitionTime]),
    );
    expect(times).toMatchObject({
      NamespaceContentRemaining: '2026-01-01T00:00:00Z',
      NamespaceFinalizersRemaining: now,
    });
  });
});
