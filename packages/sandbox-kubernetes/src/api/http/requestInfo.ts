/** What a request to the resource part of the API is about. */
export interface RequestInfo {
  group: string;
  version: string;
  resource: string;
  namespace?: string;
  name?: string;
  subresource?: string;
  /** The old /watch/ prefix. */
  watch: boolean;
}

/** Reads `/api/v1/…` and `/apis/<group>/<version>/…`; undefined for every other path. */
export function parseRequestInfo(path: string): RequestInfo | undefined {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  const root = parts.shift();
  const group = root === 'apis' ? (parts.shift() ?? '') : '';
  if (root !== 'api' && root !== 'apis') return undefined;
  const version = parts.shift();
  if (!version || parts.length === 0) return undefined;
  const watch = parts[0] === 'watch';
  if (watch) parts.shift();
  const base = { group, version, watch };
  if (parts[0] !== 'namespaces' || parts.length < 3) {
    return withName(base, parts);
  }
  const isOwnSubresource =
    parts.length === 3 && ['status', 'finalize'].includes(parts[2]);
  if (isOwnSubresource) return withName(base, parts);
  const [, namespace, ...rest] = parts;
  return { ...withName(base, rest), namespace };
}

function withName(
  base: Pick<RequestInfo, 'group' | 'version' | 'watch'>,
  [resource, name, ...subresource]: string[],
): RequestInfo {
  return {
    ...base,
    resource,
    name,
    subresource: subresource.length > 0 ? subresource.join('/') : undefined,
  };
}
