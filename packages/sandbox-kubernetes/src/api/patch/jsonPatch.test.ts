import { jsonPatch } from './jsonPatch';

describe('a JSON patch', () => {
  it.each([
    [
      'adds a field',
      [{ op: 'add', path: '/b', value: 2 }],
      { a: [1, 2], b: 2 },
    ],
    [
      'inserts into a list',
      [{ op: 'add', path: '/a/0', value: 0 }],
      { a: [0, 1, 2] },
    ],
    [
      'appends to a list',
      [{ op: 'add', path: '/a/-', value: 3 }],
      { a: [1, 2, 3] },
    ],
    ['removes', [{ op: 'remove', path: '/a' }], {}],
    ['replaces', [{ op: 'replace', path: '/a', value: 1 }], { a: 1 }],
    ['moves', [{ op: 'move', from: '/a', path: '/b' }], { b: [1, 2] }],
    ['copies', [{ op: 'copy', from: '/a/0', path: '/b' }], { a: [1, 2], b: 1 }],
    ['tests', [{ op: 'test', path: '/a/1', value: 2 }], { a: [1, 2] }],
    [
      'knows ~1 and ~0 in names',
      [{ op: 'add', path: '/example.org~1x~0', value: 1 }],
      { a: [1, 2], 'example.org/x~': 1 },
    ],
  ])('%s', (_what, operations, expected) => {
    const target = { a: [1, 2] };
    expect(jsonPatch(target, operations)).toEqual(expected);
    expect(target).toEqual({ a: [1, 2] });
  });

  it.each([
    ['whose test fails', [{ op: 'test', path: '/a', value: 2 }], 422],
    ['that removes what is not there', [{ op: 'remove', path: '/x' }], 422],
    ['with an unknown operation', [{ op: 'turn', path: '/a' }], 422],
    ['that is no list', { op: 'add' }, 400],
    ['with an operation that is none', [{ path: '/a' }], 400],
    ['of too many operations', Array(10_001).fill({ op: 'test' }), 413],
  ])('%s is refused', (_what, patch, code) => {
    expect(() => jsonPatch({ a: 1 }, patch)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
