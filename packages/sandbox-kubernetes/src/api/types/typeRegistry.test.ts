import { builtinTypes } from './builtinTypes';
import type { ResourceType } from './resourceType';
import { TypeRegistry } from './typeRegistry';

function typeOf(change: Partial<ResourceType>): ResourceType {
  const [sample] = builtinTypes();
  return {
    ...sample,
    group: 'example.org',
    version: 'v1',
    kind: 'Thing',
    resource: 'things',
    storageKey: 'example.org/things',
    ...change,
  };
}

describe('the types that are served', () => {
  const v1 = typeOf({});
  const v2 = typeOf({ version: 'v2' });
  const core = typeOf({ group: '', storageKey: '/things' });

  it('are found by path, by kind and by where their objects are', () => {
    const types = new TypeRegistry();
    types.replace('example.org', 'things', [v1, v2]);
    expect(types.byResource('example.org', 'v2', 'things')).toBe(v2);
    expect(types.byResource('example.org', 'v3', 'things')).toBe(undefined);
    expect(types.byKind('example.org/v1', 'Thing')).toBe(v1);
    expect(types.byStorageKey('example.org/things')).toBe(v1);
  });

  it('are replaced resource by resource, and count their changes', () => {
    const types = new TypeRegistry();
    types.replace('', 'things', [core]);
    types.replace('example.org', 'things', [v1]);
    types.replace('example.org', 'things', [v2]);
    expect(types.all()).toEqual([core, v2]);
    expect(types.generation).toBe(3);
    types.replace('example.org', 'things', []);
    expect(types.byKind('example.org/v2', 'Thing')).toBe(undefined);
  });

  it('of the same name are told apart by their group, the first one is meant without', () => {
    const types = new TypeRegistry();
    types.replace('', 'things', [core]);
    types.replace('example.org', 'things', [v1]);
    expect(types.resolve('things')).toBe(core);
    expect(types.resolve('things.example.org')).toBe(v1);
    expect(types.resolve('Thing.example.org')).toBe(v1);
    expect(types.resolve({ group: 'example.org', resource: 'things' })).toBe(
      v1,
    );
    expect(() => types.resolve('nothings')).toThrow(
      'install its definition first',
    );
  });

  it('do not answer for a view where the stored one is asked for', () => {
    const types = new TypeRegistry();
    for (const type of builtinTypes()) {
      types.replace(type.group, type.resource, [type]);
    }
    expect(types.byStorageKey('/events')?.group).toBe('');
    expect(types.byKind('events.k8s.io/v1', 'Event')?.view).toBeDefined();
  });
});
