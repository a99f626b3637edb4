/** Whether two JSON values say the same. Keys that are undefined count as absent; order of keys does not matter. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((value, index) => jsonEqual(value, b[index]))
    );
  }
  const left = definedEntries(a);
  const right = new Map(definedEntries(b));
  return (
    left.length === right.size &&
    left.every(
      ([key, value]) => right.has(key) && jsonEqual(value, right.get(key)),
    )
  );
}

function definedEntries(object: object): Array<[string, unknown]> {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}
