import type { KubeObject } from '../contract';
import type { Change } from './eventHistory';
import { Storage } from './storage';

function object(name: string, data = ''): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'n',
      uid: name,
      resourceVersion: '',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    data,
  };
}

describe('the storage', () => {
  let storage: Storage;

  beforeEach(() => {
    storage = new Storage(100);
  });

  const names = (objects: KubeObject[] | undefined) =>
    objects?.map(one => one.metadata.name);

  it('counts one revision over all resources', () => {
    const first = storage.put('a', object('x'));
    const second = storage.put('b', object('y'));
    expect(Number(second.metadata.resourceVersion)).toBe(
      Number(first.metadata.resourceVersion) + 1,
    );
    const gone = storage.remove('a', first);
    expect(gone.metadata.resourceVersion).toBe(String(storage.revision));
  });

  it('freezes what it keeps', () => {
    const stored = storage.put('a', object('x'));
    expect(() => {
      stored.metadata.name = 'y';
    }).toThrow(TypeError);
  });

  it('lists by name', () => {
    ['b', 'c', 'a'].forEach(name => storage.put('a', object(name)));
    expect(names(storage.list('a'))).toEqual(['a', 'b', 'c']);
    expect(storage.list('nothing')).toEqual([]);
  });

  it('lists what was there at a revision', () => {
    storage.put('a', object('x', 'old'));
    const { revision } = storage;
    storage.put('a', object('x', 'new'));
    storage.put('a', object('y'));
    const then = storage.listAt('a', revision) ?? [];
    expect(then.map(one => one.data)).toEqual(['old']);
    storage.remove('a', then[0]);
    expect(names(storage.listAt('a', revision))).toEqual(['x']);
    expect(names(storage.listAt('a', storage.revision))).toEqual(['y']);
    storage.compact();
    expect(storage.listAt('a', revision)).toBe(undefined);
  });

  it('tells every listener every change, with what was there before', () => {
    const one: Change[] = [];
    const all: [string, string][] = [];
    const stop = storage.listen('a', change => one.push(change));
    storage.listenAll((key, { type }) => all.push([key, type]));
    const first = storage.put('a', object('x'));
    storage.put('b', object('y'));
    storage.put('a', object('x', 'new'));
    stop();
    storage.remove('a', first);
    expect(one.map(({ type, previous }) => [type, previous])).toEqual([
      ['ADDED', undefined],
      ['MODIFIED', first],
    ]);
    expect(all).toEqual([
      ['a', 'ADDED'],
      ['b', 'ADDED'],
      ['a', 'MODIFIED'],
      ['a', 'DELETED'],
    ]);
  });

  it('puts back what a journal kept, and forgets what came before', () => {
    storage.restore([['a', object('x')]], 41);
    expect(storage.revision).toBe(41);
    expect(names(storage.list('a'))).toEqual(['x']);
    expect(storage.changesSince('a', 40)).toBe(undefined);
    expect(storage.changesSince('a', 41)).toEqual([]);
    expect(storage.changesSince('never used', 40)).toBe(undefined);
  });
});
