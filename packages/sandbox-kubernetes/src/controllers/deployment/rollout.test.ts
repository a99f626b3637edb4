import {
  proportionalScale,
  recreateStep,
  rollingStep,
  type RevisionReplicas,
  type RolloutBounds,
} from './rollout';

const careful = { replicas: 2, maxSurge: 1, maxUnavailable: 0 };
const brisk = { replicas: 4, maxSurge: 1, maxUnavailable: 1 };

function replicas(
  name: string,
  wanted: number,
  available = wanted,
  createdAt = '2026-11-24T00:00:00Z',
): RevisionReplicas {
  return { name, wanted, available, createdAt };
}

describe('a rolling update', () => {
  it.each<
    [
      string,
      RolloutBounds,
      RevisionReplicas,
      RevisionReplicas[],
      Record<string, number>,
    ]
  >([
    [
      'begins with all replicas when there is nothing old',
      careful,
      replicas('new', 0),
      [],
      { new: 2 },
    ],
    [
      'adds one above the number before anything old goes',
      careful,
      replicas('new', 0),
      [replicas('old', 2)],
      { new: 1 },
    ],
    [
      'waits while the new pod is not available',
      careful,
      replicas('new', 1, 0),
      [replicas('old', 2)],
      {},
    ],
    [
      'takes an old pod away when a new one is available',
      careful,
      replicas('new', 1),
      [replicas('old', 2)],
      { old: 1 },
    ],
    [
      'adds the next one',
      careful,
      replicas('new', 1),
      [replicas('old', 1)],
      { new: 2 },
    ],
    [
      'ends without old pods',
      careful,
      replicas('new', 2),
      [replicas('old', 1)],
      { old: 0 },
    ],
    [
      'does nothing when it is done',
      careful,
      replicas('new', 2),
      [replicas('old', 0)],
      {},
    ],
    [
      'takes away as many as may be unavailable at once',
      brisk,
      replicas('new', 1, 0),
      [replicas('old', 4)],
      { old: 3 },
    ],
    [
      'takes old pods that do not work first, from the oldest on',
      brisk,
      replicas('new', 1, 1),
      [replicas('older', 2, 1, '2026-11-23T00:00:00Z'), replicas('old', 2)],
      { older: 0 },
    ],
    [
      'shrinks when fewer are wanted',
      { ...careful, replicas: 1 },
      replicas('new', 2),
      [],
      { new: 1 },
    ],
  ])('%s', (_case, bounds, current, old, expected) => {
    const steps = rollingStep(bounds, current, old);
    expect(
      Object.fromEntries(steps.map(one => [one.name, one.replicas])),
    ).toEqual(expected);
  });
});

describe('Recreate', () => {
  const bounds = { replicas: 2, maxSurge: 0, maxUnavailable: 2 };

  it.each<[string, RevisionReplicas[], boolean, Record<string, number>]>([
    ['takes everything old away first', [replicas('old', 2)], true, { old: 0 }],
    ['waits for the last old pod', [replicas('old', 0)], true, {}],
    ['then makes the new ones', [replicas('old', 0)], false, { new: 2 }],
  ])('%s', (_case, old, oldPodsLeft, expected) => {
    const steps = recreateStep(bounds, replicas('new', 0), old, oldPodsLeft);
    expect(
      Object.fromEntries(steps.map(one => [one.name, one.replicas])),
    ).toEqual(expected);
  });
});

describe('another number of replicas', () => {
  it.each<[string, number, RevisionReplicas[], Record<string, number>]>([
    [
      'goes to the only ReplicaSet that has pods',
      5,
      [replicas('new', 2), replicas('old', 0)],
      { new: 5 },
    ],
    [
      'is shared in proportion in the middle of a rollout',
      8,
      [replicas('new', 1), replicas('old', 4)],
      { new: 2, old: 7 },
    ],
    [
      'is 0 for all when the Deployment shall sleep',
      0,
      [replicas('new', 1), replicas('old', 2)],
      { new: 0, old: 0 },
    ],
    [
      'changes nothing when it is the number already',
      2,
      [replicas('new', 2)],
      {},
    ],
  ])('%s', (_case, wanted, all, expected) => {
    const steps = proportionalScale(
      { replicas: wanted, maxSurge: 1, maxUnavailable: 0 },
      all,
    );
    expect(
      Object.fromEntries(steps.map(one => [one.name, one.replicas])),
    ).toEqual(expected);
  });
});
