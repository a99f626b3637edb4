const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** The number that a quantity says: `500m` is 0.5, `1Gi` is 1073741824. Not a quantity: NaN. */
export function parseQuantity(text: string | number): number {
  const match = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(
    String(text),
  );
  if (!match) return NaN;
  return Number(match[1]) * (factors[match[2]] ?? NaN);
}
