import type { Schema } from '../schema/schema';
import { compareFields } from './compareFields';
import { printPath } from './fieldSet';

const containers: Schema = {
  type: 'object',
  properties: {
    containers: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', properties: { name: {}, image: {} } },
    },
    tags: { type: 'array', 'x-kubernetes-list-type': 'set' },
    args: { type: 'array' },
    selector: { type: 'object', 'x-kubernetes-map-type': 'atomic' },
  },
};

describe('which fields differ', () => {
  it.each<[string, unknown, unknown, object]>([
    ['nothing', { a: 1 }, { a: 1 }, {}],
    ['a value', { a: 1 }, { a: 2 }, { modified: ['.a'] }],
    ['a new field', {}, { a: { b: 1 } }, { added: ['.a', '.a.b'] }],
    ['a field that is gone', { a: 1 }, {}, { removed: ['.a'] }],
    [
      'an item of a list with keys, wherever it stands',
      { containers: [{ name: 'a', image: '1' }, { name: 'b' }] },
      { containers: [{ name: 'b' }, { name: 'a', image: '2' }] },
      { modified: ['.containers[name="a"].image'] },
    ],
    [
      'a new item of a list with keys',
      { containers: [] },
      { containers: [{ name: 'a' }] },
      { added: ['.containers[name="a"]', '.containers[name="a"].name'] },
    ],
    [
      'an item of a set',
      { tags: ['a', 'b'] },
      { tags: ['b', 'c'] },
      { added: ['.tags[="c"]'], removed: ['.tags[="a"]'] },
    ],
    [
      'a list without keys as one',
      { args: ['a', 'b'] },
      { args: ['b', 'a'] },
      { modified: ['.args'] },
    ],
    [
      'a map that is atomic as one',
      { selector: { a: '1' } },
      { selector: { a: '1', b: '2' } },
      { modified: ['.selector'] },
    ],
    [
      'a map that becomes a scalar',
      { a: { b: 1 } },
      { a: 1 },
      { modified: ['.a'] },
    ],
    [
      'a key that is there twice',
      { containers: [{ name: 'a' }] },
      { containers: [{ name: 'a' }, { name: 'a' }] },
      { modified: ['.containers[name="a"]'] },
    ],
  ])('%s', (_what, before, after, expected) => {
    const { added, modified, removed } = compareFields(
      containers,
      before,
      after,
    );
    expect({
      added: added.paths().map(printPath),
      modified: modified.paths().map(printPath),
      removed: removed.paths().map(printPath),
    }).toEqual({ added: [], modified: [], removed: [], ...expected });
  });
});
