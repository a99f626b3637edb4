import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';
import { ObjectIndex } from './ObjectIndex';

function object(kind: string, uid: string, owner?: string): SnapshotObject {
  const ownerReferences = owner
    ? [{ apiVersion: 'v1', kind: 'Owner', name: owner, uid: owner }]
    : [];
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: uid, namespace: 'fhir', uid, ownerReferences },
  };
}

const fhir = object('Fhir', 'fhir');
const deployment = object('Deployment', 'deployment', 'fhir');
const replicaSet = object('ReplicaSet', 'replicaset', 'deployment');
const pod = object('Pod', 'pod', 'replicaset');
const stranger = object('Pod', 'stranger', 'unknown');

function indexOf(...objects: SnapshotObject[]) {
  const index = new ObjectIndex();
  objects.forEach(o => index.put(o));
  return index;
}
const uids = (objects: SnapshotObject[]) => objects.map(o => o.metadata.uid);

describe('ObjectIndex', () => {
  it.each([
    ['owners first', [fhir, deployment, replicaSet, pod, stranger]],
    ['children first', [stranger, pod, replicaSet, deployment, fhir]],
  ])('finds everything that belongs to a Fhir: %s', (_, objects) => {
    const index = indexOf(...objects);
    expect(uids(index.descendants('fhir'))).toEqual([
      'deployment',
      'replicaset',
      'pod',
    ]);
  });

  it('finds the Fhir of an object at any depth, and none for a stranger', () => {
    const index = indexOf(fhir, deployment, replicaSet, pod, stranger);
    expect(index.rootOf(pod)).toBe(fhir);
    expect(index.rootOf(fhir)).toBe(fhir);
    expect(index.rootOf(stranger)).toBeUndefined();
  });

  it('follows a change of owner', () => {
    const index = indexOf(fhir, deployment, object('Pod', 'pod', 'fhir'));
    index.put(object('Pod', 'pod', 'elsewhere'));
    expect(uids(index.descendants('fhir'))).toEqual(['deployment']);
  });

  it('forgets what is removed', () => {
    const index = indexOf(fhir, deployment, replicaSet);
    index.remove('deployment');
    expect(index.descendants('fhir')).toEqual([]);
    expect(index.rootOf(replicaSet)).toBeUndefined();
  });

  it('ends on owners that own each other', () => {
    const one = object('Pod', 'one', 'two');
    const two = object('Pod', 'two', 'one');
    const index = indexOf(one, two);
    expect(index.rootOf(one)).toBeUndefined();
    expect(uids(index.descendants('one'))).toEqual(['two', 'one']);
  });
});
