import type { Entity } from '@backstage/catalog-model';
import { type CatalogInstance, planMutations } from './planMutations';

const clusters = ['aks-a', 'aks-b'];
const entity = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { namespace: 'fhir', name },
  spec: {},
});
const instance = (cluster: string, name: string): CatalogInstance => ({
  id: `${cluster}/fhir/${name}`,
  cluster,
  entity: entity(name),
});
const ref = (name: string) => `resource:fhir/${name}`;
const names = (entities: Entity[]) => entities.map(e => e.metadata.name);
const none = new Map<string, Map<string, Entity>>();

/** Publishes `before`, then plans `after`. */
function planAfter(
  before: CatalogInstance[],
  after: CatalogInstance[],
  full: string[] = [],
) {
  const { published } = planMutations({
    clusters,
    instances: before,
    published: none,
    full: new Set(),
  });
  const plan = planMutations({
    clusters,
    instances: after,
    published,
    full: new Set(full),
  });
  return plan.mutations.map(mutation =>
    mutation.type === 'full'
      ? `${mutation.cluster} full ${names(mutation.entities)}`
      : `${mutation.cluster} +${names(mutation.added)} -${mutation.removed}`,
  );
}

const a = instance('aks-a', 'cardio');
const b = instance('aks-b', 'cardio');
const neuro = instance('aks-a', 'neuro');

describe('planMutations', () => {
  it.each([
    ['nothing changed → nothing is said', [a], [a], [], []],
    ['a new instance is added alone', [a], [a, neuro], [], ['aks-a +neuro -']],
    [
      'a changed instance is said again',
      [a],
      [instance('aks-a', 'cardio')],
      [],
      ['aks-a +cardio -'],
    ],
    [
      'an instance that is gone is removed',
      [a, neuro],
      [neuro],
      [],
      [`aks-a + -${ref('cardio')}`],
    ],
    [
      'a cluster in step for the first time says everything',
      [],
      [a, neuro],
      ['aks-a'],
      ['aks-a full cardio,neuro'],
    ],
    [
      'a cluster in step without instances says that it has none',
      [],
      [],
      ['aks-b'],
      ['aks-b full '],
    ],
    [
      'the same name in a later cluster stays hidden',
      [a],
      [a, b],
      ['aks-b'],
      ['aks-b full '],
    ],
    [
      'the earlier cluster takes the name back: removed there before it is added here',
      [b],
      [b, a],
      [],
      [`aks-b + -${ref('cardio')}`, 'aks-a +cardio -'],
    ],
    [
      'the name is free again → the hidden instance appears, after the removal',
      [a, b],
      [b],
      [],
      [`aks-a + -${ref('cardio')}`, 'aks-b +cardio -'],
    ],
    [
      'a first full answer comes after removals and before additions',
      [b],
      [a, neuro],
      ['aks-a'],
      [`aks-b + -${ref('cardio')}`, 'aks-a full cardio,neuro'],
    ],
  ])('%s', (_, before, after, full, expected) => {
    expect(planAfter(before, after, full)).toEqual(expected);
  });

  it('names both instances of a collision', () => {
    const plan = planMutations({
      clusters,
      instances: [b, a],
      published: none,
      full: new Set(),
    });
    expect(plan.collisions).toEqual([
      {
        entityRef: ref('cardio'),
        shown: 'aks-a/fhir/cardio',
        hidden: 'aks-b/fhir/cardio',
      },
    ]);
  });
});
