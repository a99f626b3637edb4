import type { JsonObject } from '../jsonValue';
import type { Schema } from '../schema/schema';
import { strategicMergePatch } from './strategicMergePatch';

const schema: Schema = {
  type: 'object',
  properties: {
    containers: {
      type: 'array',
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'name',
      items: {
        type: 'object',
        properties: { name: {}, image: {}, args: { type: 'array' } },
      },
    },
    finalizers: { type: 'array', 'x-kubernetes-patch-strategy': 'merge' },
    args: { type: 'array' },
    strategy: {
      type: 'object',
      'x-kubernetes-patch-strategy': 'retainKeys',
    },
    whole: { type: 'object', 'x-kubernetes-patch-strategy': 'replace' },
  },
};
const a = { name: 'a', image: '1' };
const b = { name: 'b', image: '1' };

describe('a strategic merge patch', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    [
      'merges maps and takes null as removal',
      { m: { x: 1, y: 1 } },
      { m: { x: null, z: 1 } },
      { m: { y: 1, z: 1 } },
    ],
    [
      'merges a list by its key',
      { containers: [a, b] },
      { containers: [{ name: 'b', image: '2' }, { name: 'c' }] },
      { containers: [a, { name: 'b', image: '2' }, { name: 'c' }] },
    ],
    [
      'deletes an item',
      { containers: [a, b] },
      { containers: [{ $patch: 'delete', name: 'a' }] },
      { containers: [b] },
    ],
    [
      'replaces a list',
      { containers: [a, b] },
      { containers: [{ $patch: 'replace' }, { name: 'c' }] },
      { containers: [{ name: 'c' }] },
    ],
    [
      'orders a list that it does not change',
      { containers: [a, b] },
      { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      { containers: [b, a] },
    ],
    [
      'orders a list that it changes',
      { containers: [a, b] },
      {
        '$setElementOrder/containers': [
          { name: 'c' },
          { name: 'b' },
          { name: 'a' },
        ],
        containers: [{ name: 'c' }],
      },
      { containers: [{ name: 'c' }, b, a] },
    ],
    [
      'replaces a list without a strategy',
      { args: ['x'] },
      { args: ['y'] },
      { args: ['y'] },
    ],
    [
      'adds to a list of scalars',
      { finalizers: ['x'] },
      { finalizers: ['y', 'x'] },
      { finalizers: ['y', 'x'] },
    ],
    [
      'deletes from a list of scalars',
      { finalizers: ['x', 'y'] },
      { '$deleteFromPrimitiveList/finalizers': ['x'] },
      { finalizers: ['y'] },
    ],
    [
      'keeps only the keys that it names',
      { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
      { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      { strategy: { type: 'Recreate' } },
    ],
    [
      'replaces a map by directive',
      { m: { x: 1 } },
      { m: { $patch: 'replace', y: 1 } },
      { m: { y: 1 } },
    ],
    [
      'deletes a map by directive',
      { m: { x: 1 }, n: 1 },
      { m: { $patch: 'delete' } },
      { n: 1 },
    ],
    [
      'replaces a map by strategy',
      { whole: { x: 1 } },
      { whole: { y: 1 } },
      { whole: { y: 1 } },
    ],
  ])('%s', (_what, target, patch, expected) => {
    const before = structuredClone(target);
    expect(strategicMergePatch(schema, target, patch)).toEqual(expected);
    expect(target).toEqual(before);
  });

  it.each([
    ['that is no object', [], 'must be a JSON object'],
    [
      'with an unknown directive',
      { m: { $patch: 'turn' } },
      'unknown $patch directive "turn"',
    ],
    [
      'with an item without its key',
      { containers: [{ image: '1' }] },
      'does not contain declared merge key: name',
    ],
  ])('%s is refused', (_what, patch, message) => {
    expect(() => strategicMergePatch(schema, { m: {} }, patch)).toThrow(
      message,
    );
  });
});
