import { contentHash, contentHashOf } from './contentHash';

describe('contentHash', () => {
  it('is sixteen hex digits, the same on every machine', () => {
    expect(contentHash('')).toBe('811c9dc55ad1e806');
    expect(contentHash('cardio')).toMatch(/^[0-9a-f]{16}$/);
  });

  it('tells ten thousand texts apart', () => {
    const hashes = Array.from({ length: 10_000 }, (_, index) =>
      contentHash(`setting-${index}`),
    );
    expect(new Set(hashes).size).toBe(10_000);
  });

  it('does not mind the order of keys or what is undefined', () => {
    expect(contentHashOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(
      contentHashOf({ b: { c: [1, 2] }, a: 1 }),
    );
  });

  it.each([
    [{ a: '1' }, { a: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: null }, {}],
    ['\u00e4', 'a\u0308'],
  ])('tells %j from %j', (one, other) => {
    expect(contentHashOf(one)).not.toBe(contentHashOf(other));
  });
});
