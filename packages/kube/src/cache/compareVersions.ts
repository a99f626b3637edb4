const DECIMAL = /^[0-9]+$/;

/**
 * Which resourceVersion is newer: positive when `a` is, negative when `b` is, 0 when equal; undefined when they cannot
 * be compared. Comparable decimal integers since Kubernetes 1.35 (KEP-5504), and in practice long before.
 */
export function compareVersions(
  a: string | undefined,
  b: string | undefined,
): number | undefined {
  if (!a || !b || !DECIMAL.test(a) || !DECIMAL.test(b)) return undefined;
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a > b ? 1 : -1;
}
