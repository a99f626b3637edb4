import type { JsonObject } from '../jsonValue';
import type { Schema } from '../schema/schema';
import { FieldSet } from './fieldSet';
import { mergeObjects, removeFields } from './mergeObjects';

const schema: Schema = {
  type: 'object',
  properties: {
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
      items: {
        type: 'object',
        properties: {
          port: { type: 'integer' },
          protocol: { type: 'string', default: 'TCP' },
          name: { type: 'string' },
        },
      },
    },
    tags: { type: 'array', 'x-kubernetes-list-type': 'set' },
    args: { type: 'array' },
  },
};

describe('laying a configuration over a live object', () => {
  it.each<[string, JsonObject, JsonObject, JsonObject]>([
    ['adds and replaces fields', { a: 1, b: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['merges maps', { m: { a: 1 } }, { m: { b: 2 } }, { m: { a: 1, b: 2 } }],
    [
      'keeps what an empty map does not name',
      { m: { a: 1 } },
      { m: {} },
      { m: { a: 1 } },
    ],
    ['writes null over a value', { a: 1 }, { a: null }, { a: null }],
    [
      'replaces a list without keys',
      { args: ['a', 'b'] },
      { args: ['c'] },
      { args: ['c'] },
    ],
    [
      'keeps a list with keys against an empty one',
      { tags: ['a'] },
      { tags: [] },
      { tags: ['a'] },
    ],
    [
      'knows an item by its keys, with the default of a key that is left out',
      { ports: [{ port: 80, protocol: 'TCP', name: 'web' }] },
      { ports: [{ port: 80, name: 'http' }] },
      { ports: [{ port: 80, protocol: 'TCP', name: 'http' }] },
    ],
    [
      'keeps the order of the configuration, others before what followed them',
      { tags: ['x', 'a', 'y', 'b'] },
      { tags: ['b', 'a', 'c'] },
      { tags: ['x', 'b', 'a', 'y', 'c'] },
    ],
  ])('%s', (_what, live, config, expected) => {
    expect(mergeObjects(schema, live, config)).toEqual(expected);
  });

  it('refuses a configuration that names one item twice', () => {
    expect(() =>
      mergeObjects(schema, { tags: ['a'] }, { tags: ['b', 'b'] }),
    ).toThrow('duplicate entries for key');
  });

  it('refuses an item without its keys', () => {
    expect(() =>
      mergeObjects(
        schema,
        { ports: [{ port: 80 }] },
        { ports: ['not an object'] },
      ),
    ).toThrow('omits all key fields ["port","protocol"]');
  });
});

describe('taking fields away', () => {
  it.each<[string, unknown, FieldSet, unknown]>([
    ['a field', { a: 1, b: 2 }, FieldSet.of(['f:a']), { b: 2 }],
    [
      'a map that gets empty goes too',
      { m: { a: 1 }, b: 1 },
      FieldSet.of(['f:m', 'f:a']),
      { b: 1 },
    ],
    [
      'an item of a list with keys',
      {
        ports: [
          { port: 80, protocol: 'TCP' },
          { port: 81, protocol: 'TCP' },
        ],
      },
      FieldSet.of(['f:ports', 'k:{"port":80,"protocol":"TCP"}']),
      { ports: [{ port: 81, protocol: 'TCP' }] },
    ],
    [
      'a field of an item',
      { ports: [{ port: 80, protocol: 'TCP', name: 'x' }] },
      FieldSet.of(['f:ports', 'k:{"port":80,"protocol":"TCP"}', 'f:name']),
      { ports: [{ port: 80, protocol: 'TCP' }] },
    ],
    [
      'the last item of a set, and the set',
      { tags: ['a'], b: 1 },
      FieldSet.of(['f:tags', 'v:"a"']),
      { b: 1 },
    ],
    ['nothing that is not named', { a: 1 }, FieldSet.of(['f:c']), { a: 1 }],
  ])('%s', (_what, value, gone, expected) => {
    expect(removeFields(schema, value, gone)).toEqual(expected);
  });
});
