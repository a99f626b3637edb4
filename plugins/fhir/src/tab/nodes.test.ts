import { child, healthyChildren, pod } from '../fixtures/children';
import { situations } from '../fixtures/situations';
import { fhirNode, findNode, placed, podsOf } from './nodes';

describe('the nodes of a server', () => {
  it('are placed in reading order, each after its parent', () => {
    expect(
      placed(healthyChildren, new Set())
        .slice(0, 5)
        .map(({ node, depth }) => `${depth} ${node.kind}`),
    ).toEqual(['0 Deployment', '1 ReplicaSet', '2 Pod', '2 Pod', '0 Service']);
  });

  it('hide what is inside a closed one', () => {
    const closed = new Set(['ReplicaSet-cardio-7c9d']);
    const kinds = placed(healthyChildren, closed).map(({ node }) => node.kind);
    expect(kinds).not.toContain('Pod');
  });

  it('are found by uid at any depth', () => {
    const found = findNode(healthyChildren, 'Pod-cardio-7c9d-x2');
    expect(found?.name).toBe('cardio-7c9d-x2');
    expect(findNode(healthyChildren, 'nobody')).toBeUndefined();
  });

  it('put the pods with a problem first', () => {
    const nodes = [
      child('ReplicaSet', 'new', {
        children: [pod('well'), pod('broken', { state: 'problem' })],
      }),
    ];
    expect(podsOf(nodes).map(({ name }) => name)).toEqual(['broken', 'well']);
  });

  it.each([
    ['ready', 'ok', undefined],
    ['rolling-out', 'working', situations['rolling-out'].health.sentence],
    ['crash-loop', 'problem', situations['crash-loop'].health.sentence],
    ['deleting', 'deleting', situations.deleting.health.sentence],
  ] as const)('the Fhir itself: %s', (situation, state, message) => {
    expect(fhirNode(situations[situation])).toMatchObject({
      kind: 'Fhir',
      state,
      ...(message ? { message } : {}),
    });
  });
});
