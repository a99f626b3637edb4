import { compareQuantities, isQuantity, quantityValue } from './quantity';

describe('a quantity', () => {
  it.each([
    ['1', 1],
    [2, 2],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['-1', -1],
    ['2k', 2_000],
    ['1M', 1e6],
    ['1G', 1e9],
    ['1Ki', 1024],
    ['1.5Gi', 1.5 * 1024 ** 3],
    ['2e3', 2_000],
    ['1E3', 1_000],
    ['100u', 1e-4],
    ['5n', 5e-9],
    ['1E', 1e18],
  ])('%s is %d', (text, value) => {
    expect(isQuantity(text)).toBe(true);
    expect(quantityValue(text)).toBeCloseTo(value, 10);
  });

  it.each(['', 'a', '1 Gi', '1gi', '1.2.3', '--1', 'm', true, null, {}])(
    'is not %j',
    value => {
      expect(isQuantity(value)).toBe(false);
    },
  );

  it('is compared by its amount', () => {
    expect(['1Gi', '900Mi', '1G'].sort(compareQuantities)).toEqual([
      '900Mi',
      '1G',
      '1Gi',
    ]);
    expect(compareQuantities('1000m', '1')).toBe(0);
  });
});
