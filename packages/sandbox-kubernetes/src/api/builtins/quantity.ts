const pattern =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(m|k|M|G|T|P|E|n|u|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;

/** The API server's words for what is not a quantity. */
export const quantityDetail =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const decimal: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binary: Record<string, number> = {
  Ki: 1,
  Mi: 2,
  Gi: 3,
  Ti: 4,
  Pi: 5,
  Ei: 6,
};

/** Whether a value is an amount like `250m`, `1.5Gi`, `2e3` or a number. */
export function isQuantity(value: unknown): boolean {
  return (
    (typeof value === 'string' || typeof value === 'number') &&
    pattern.test(String(value))
  );
}

/** The amount as a number; NaN when it is not a quantity. */
export function quantityValue(value: unknown): number {
  const parts = pattern.exec(String(value));
  if (!parts) return Number.NaN;
  const [, digits, suffix = ''] = parts;
  const number = Number(digits);
  if (binary[suffix] !== undefined) return number * 1024 ** binary[suffix];
  if (decimal[suffix] !== undefined) return number * 10 ** decimal[suffix];
  return suffix ? Number(`${digits}${suffix}`) : number;
}

export function compareQuantities(a: unknown, b: unknown): number {
  return quantityValue(a) - quantityValue(b);
}
