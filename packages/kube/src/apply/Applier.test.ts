import {
  Applier,
  conflictOf,
  ForeignObjectError,
  type TakenOver,
} from './Applier';
import type { KubernetesObject } from '../ClusterClient';
import { KubernetesApiError } from '../errors';
import { resourceTypes } from '../resourceTypes';
import { FakeCluster } from '../testing';

const { Deployment, ConfigMap } = resourceTypes;
const ref = { namespace: 'fhir', name: 'cardio' };
const intent = (image: string, cpu = '500m'): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { ...ref },
  spec: { image, resources: { cpu } },
});

function setUp() {
  const cluster = new FakeCluster();
  const taken: TakenOver[] = [];
  const applier = () =>
    new Applier({
      cluster,
      fieldManager: 'fhir-operator',
      hashAnnotation: 'fhir-on-aks.io/applied-hash',
      onTakenOver: each => taken.push(each),
    });
  const live = () => cluster.get(Deployment, ref);
  return { cluster, applier, live, taken };
}

describe('Applier', () => {
  it('writes what is not there, once', async () => {
    const { cluster, applier, live } = setUp();
    const one = applier();
    expect(
      await one.apply(Deployment, intent('a'), await live()),
    ).toBeDefined();
    expect(
      await one.apply(Deployment, intent('a'), await live()),
    ).toBeUndefined();
    expect(cluster.writes).toHaveLength(1);
  });

  it('writes nothing after a restart', async () => {
    const { cluster, applier, live } = setUp();
    await applier().apply(Deployment, intent('a'), await live());
    await applier().apply(Deployment, intent('a'), await live());
    expect(cluster.writes).toHaveLength(1);
  });

  it('writes nothing because of what others added: status, defaults, fields of theirs', async () => {
    const { cluster, applier, live } = setUp();
    const one = applier();
    await one.apply(Deployment, intent('a'), await live());
    await cluster.patch(Deployment, ref, { spec: { paused: true } });
    await cluster.patch(
      Deployment,
      ref,
      { status: { x: 1 } },
      { subresource: 'status' },
    );
    expect(one.needed(intent('a'), await live())).toBe(false);
  });

  it.each<[string, KubernetesObject]>([
    ['a changed intent', intent('b')],
    [
      'an intent that says less, so that the field is given up',
      { ...intent('a'), spec: { image: 'a' } },
    ],
  ])('writes %s', async (_sentence, changed) => {
    const { applier, live } = setUp();
    const one = applier();
    await one.apply(Deployment, intent('a'), await live());
    const stored = await one.apply(Deployment, changed, await live());
    expect(stored?.spec).toEqual(changed.spec);
  });

  it('repairs drift and tells who had changed what', async () => {
    const { cluster, applier, live, taken } = setUp();
    const one = applier();
    await one.apply(Deployment, intent('a'), await live());
    await cluster.apply(
      Deployment,
      { ...intent('evil'), spec: { image: 'evil' } },
      { fieldManager: 'kubectl', force: true },
    );
    const stored = await one.apply(Deployment, intent('a'), await live());
    expect(stored?.spec).toMatchObject({ image: 'a' });
    expect(taken).toMatchObject([
      { managers: ['kubectl'], fields: ['.spec.image'], drift: true },
    ]);
  });

  it('tells drift from a change of what is wanted', async () => {
    const { cluster, applier, live, taken } = setUp();
    const one = applier();
    await one.apply(Deployment, intent('a'), await live());
    const first = await cluster.get(Deployment, ref);
    expect(first && one.drifted(intent('a'), first)).toBe(false);
    await cluster.apply(Deployment, intent('b'), {
      fieldManager: 'kubectl',
      force: true,
    });
    const changed = await cluster.get(Deployment, ref);
    expect(changed && one.drifted(intent('a'), changed)).toBe(true);
    await one.apply(Deployment, intent('c'), changed);
    expect(taken).toMatchObject([{ drift: false }]);
  });

  it('takes an intent that was made from a live object, with its old hash, for what it says', async () => {
    const { cluster, applier, live } = setUp();
    const one = applier();
    await one.apply(Deployment, intent('a'), await live());
    const stored = await live();
    const again = {
      ...intent('a'),
      metadata: { ...ref, annotations: stored?.metadata.annotations },
    };
    await one.apply(Deployment, again, await live());
    await one.apply(Deployment, again, await live());
    expect(cluster.writes.length).toBeLessThanOrEqual(2);
    expect(one.needed(again, await live())).toBe(false);
  });

  it('does not fight with the spelling that the API server prefers', async () => {
    const { cluster, applier, live } = setUp();
    const apply = cluster.apply.bind(cluster);
    cluster.apply = async (type, object, options) => {
      const stored = await apply(type, object, options);
      const spec = { image: 'a', resources: { cpu: '1' } };
      return cluster.patch(type, stored.metadata, { spec });
    };
    const one = applier();
    await one.apply(Deployment, intent('a', '1000m'), await live());
    expect(one.needed(intent('a', '1000m'), await live())).toBe(false);
    await cluster.patch(Deployment, ref, { spec: { resources: { cpu: '2' } } });
    expect(one.needed(intent('a', '1000m'), await live())).toBe(true);
  });

  it('passes on a refusal that is no conflict of managers', async () => {
    const { cluster, applier } = setUp();
    const refusal = new KubernetesApiError('terminating', {
      code: 409,
      reason: 'Conflict',
    });
    cluster.fail({ verb: 'apply' }, refusal);
    await expect(
      applier().apply(Deployment, intent('a'), undefined),
    ).rejects.toBe(refusal);
    expect(conflictOf(refusal)).toBeUndefined();
    expect(conflictOf(new Error('x'))).toBeUndefined();
  });
});

describe('an object of somebody else', () => {
  const owned = (data: Record<string, string>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      ...ref,
      ownerReferences: [
        { apiVersion: 'x/v1', kind: 'X', name: 'x', uid: 'ours' },
      ],
    },
    data,
  });
  const older = ({ metadata }: KubernetesObject) =>
    metadata.labels?.by === 'hand';
  const theirs = (data: Record<string, string>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...ref, labels: { by: 'hand' } },
    data,
  });

  function careful(cluster: FakeCluster) {
    return new Applier({
      cluster,
      fieldManager: 'fhir-operator',
      hashAnnotation: 'fhir-on-aks.io/applied-hash',
      isForeign: older,
    });
  }

  it('is never forced, even when its fields conflict', async () => {
    const cluster = new FakeCluster();
    await cluster.apply(ConfigMap, theirs({ a: '1' }), {
      fieldManager: 'kubectl',
    });
    await expect(
      careful(cluster).apply(ConfigMap, owned({ a: '2' }), undefined),
    ).rejects.toThrow(ForeignObjectError);
    expect(await cluster.get(ConfigMap, ref)).toMatchObject({
      data: { a: '1' },
    });
  });

  it('does not go with our owner when it was not known and nothing conflicts', async () => {
    const cluster = new FakeCluster();
    cluster.seed(theirs({ a: '1' }));
    await expect(
      careful(cluster).apply(ConfigMap, owned({ b: '2' }), undefined),
    ).rejects.toThrow('was there before and belongs to somebody else');
    const kept = await cluster.get(ConfigMap, ref);
    expect(kept?.metadata.ownerReferences).toBeUndefined();
    expect(kept?.data).toMatchObject({ a: '1' });
  });

  it('is not written at all once it is known', async () => {
    const cluster = new FakeCluster();
    const [known] = cluster.seed(theirs({ a: '1' }));
    await expect(
      careful(cluster).apply(ConfigMap, owned({ b: '2' }), known),
    ).rejects.toThrow(ForeignObjectError);
    expect(cluster.writes).toEqual([]);
  });
});
