/**
 * Sixteen hex digits that change when the text does: two lanes of FNV-1a with different offsets. It tells versions of
 * our own objects apart and keeps names short; nobody attacks it, so a cryptographic hash (asynchronous in browsers,
 * or one more dependency) would buy nothing.
 */
export function contentHash(text: string): string {
  return lane(text, 0x811c9dc5) + lane(text, 0x01000193 ^ 0x5bd1e995);
}

/** The hash of a JSON value; the order of keys does not matter. */
export function contentHashOf(value: unknown): string {
  return contentHash(JSON.stringify(sorted(value)));
}

function lane(text: string, offset: number): string {
  let hash = offset;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (code >>> 8), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
