import fc from 'fast-check';
import { FieldSet, printPath, type FieldPath } from './fieldSet';

const step = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"', 'i:0');
const path: fc.Arbitrary<FieldPath> = fc.array(step, {
  minLength: 1,
  maxLength: 4,
});
const sets = fc.array(path, { maxLength: 8 }).map(all => FieldSet.of(...all));

describe('sets of fields', () => {
  it('read and write fieldsV1 as the API server does', () => {
    const fields = {
      'f:metadata': { 'f:labels': { '.': {}, 'f:app': {} } },
      'f:spec': {
        'f:ports': { 'k:{"port":80}': { '.': {}, 'f:port': {} } },
      },
    };
    const set = FieldSet.fromFieldsV1(fields);
    expect(set.toFieldsV1()).toEqual(fields);
    expect(set.paths()).toEqual([
      ['f:metadata', 'f:labels'],
      ['f:metadata', 'f:labels', 'f:app'],
      ['f:spec', 'f:ports', 'k:{"port":80}'],
      ['f:spec', 'f:ports', 'k:{"port":80}', 'f:port'],
    ]);
  });

  it('survive a round through fieldsV1', () => {
    fc.assert(
      fc.property(sets, set => {
        expect(FieldSet.fromFieldsV1(set.toFieldsV1()).paths()).toEqual(
          set.paths(),
        );
      }),
    );
  });

  it('are made of what they share and what each has alone', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const parts = a
          .difference(b)
          .union(b.difference(a))
          .union(a.intersection(b));
        expect(parts.equals(a.union(b))).toBe(true);
        expect(a.difference(b).intersection(b).isEmpty).toBe(true);
      }),
    );
  });

  it('lose with a field all that is below it, where that is asked for', () => {
    const set = FieldSet.of(['f:a'], ['f:a', 'f:b'], ['f:c']);
    expect(set.without(FieldSet.of(['f:a'])).paths()).toEqual([['f:c']]);
    expect(set.difference(FieldSet.of(['f:a'])).paths()).toEqual([
      ['f:c'],
      ['f:a', 'f:b'],
    ]);
    expect(set.only(['f:a']).paths()).toEqual([['f:a'], ['f:a', 'f:b']]);
  });

  it('gain the declared fields on the way, and no entries of maps', () => {
    const schema = {
      properties: {
        spec: { properties: { labels: { additionalProperties: {} } } },
      },
    };
    expect(
      FieldSet.of(['f:spec', 'f:labels', 'f:app', 'f:x'])
        .withNamedFields(schema)
        .paths(),
    ).toEqual([
      ['f:spec'],
      ['f:spec', 'f:labels'],
      ['f:spec', 'f:labels', 'f:app', 'f:x'],
    ]);
  });

  it.each([
    [['f:spec', 'f:replicas'], '.spec.replicas'],
    [
      ['f:spec', 'f:containers', 'k:{"name":"web"}', 'f:image'],
      '.spec.containers[name="web"].image',
    ],
    [
      ['f:ports', 'k:{"port":80,"protocol":"TCP"}'],
      '.ports[port=80,protocol="TCP"]',
    ],
    [['f:finalizers', 'v:"a/b"'], '.finalizers[="a/b"]'],
    [['f:list', 'i:3'], '.list[3]'],
  ])('%j is called %s', (steps, text) => {
    expect(printPath(steps)).toBe(text);
  });
});
