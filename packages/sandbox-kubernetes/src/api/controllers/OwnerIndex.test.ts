import type { KubeObject } from '../contract';
import { OwnerIndex } from './OwnerIndex';

function ownedBy(...uids: string[]): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'x',
      uid: 'x',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: uids.map(uid => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: uid,
        uid,
      })),
    },
  };
}

describe('who depends on whom', () => {
  const one = { storageKey: '/configmaps', key: 'n/one' };
  const two = { storageKey: '/secrets', key: 'n/two' };

  it('follows the owner references of every object', () => {
    const index = new OwnerIndex();
    index.set(one, ownedBy('a', 'b'));
    index.set(two, ownedBy('b'));
    expect(index.dependents('a')).toEqual([one]);
    expect(index.dependents('b')).toEqual([one, two]);
    expect(index.dependents('c')).toEqual([]);
    expect(index.owned()).toEqual([one, two]);
    index.set(one, ownedBy('c'));
    expect(index.dependents('a')).toEqual([]);
    expect(index.dependents('b')).toEqual([two]);
    expect(index.dependents('c')).toEqual([one]);
    index.set(one, undefined);
    index.set(two, ownedBy());
    expect(index.owned()).toEqual([]);
  });
});
