import type { TypeRegistry } from '../types/typeRegistry';
import { aggregatedDiscovery, aggregatedType } from './aggregatedDiscovery';
import { apiGroup, apiGroupList, apiResourceList, groupsOf } from './discovery';
import { sendJson, sendText, type Exchange } from './exchange';

/** What /version says: the release whose behavior is followed. */
const serverVersion = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.4',
  gitCommit: 'sandbox',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'sandbox',
};

const apiVersions = {
  kind: 'APIVersions',
  versions: ['v1'],
  serverAddressByClientCIDRs: [],
};

/** Answers everything about the API itself; false when the path is about objects. */
export function serveDiscovery(
  types: TypeRegistry,
  exchange: Exchange,
): boolean {
  const path = exchange.url.pathname.replace(/\/$/, '') || '/';
  if (/^\/(healthz|livez|readyz)(\/.*)?$/.test(path)) {
    sendText(exchange, 200, 'ok');
    return true;
  }
  const body = bodyOf(types, exchange, path);
  if (body === undefined) return false;
  sendJson(exchange, 200, body.json, body.contentType);
  return true;
}

function bodyOf(
  types: TypeRegistry,
  exchange: Exchange,
  path: string,
): { json: unknown; contentType?: string } | undefined {
  if (path === '/version') return { json: serverVersion };
  if (path === '/') return { json: rootPaths(types) };
  if (path === '/api' || path === '/apis') {
    const accept = exchange.request.headers.accept ?? '';
    if (
      /as=APIGroupDiscoveryList/.test(accept) &&
      /;v=v2(;|,|$)/.test(accept)
    ) {
      return {
        json: aggregatedDiscovery(types, path === '/api'),
        contentType: aggregatedType,
      };
    }
    return { json: path === '/api' ? apiVersions : apiGroupList(types) };
  }
  const json = groupBody(types, path);
  return json === undefined ? undefined : { json };
}

function groupBody(types: TypeRegistry, path: string): unknown {
  const parts = path.split('/').filter(Boolean);
  if (parts[0] === 'api' && parts.length === 2) {
    return apiResourceList(types, '', parts[1]);
  }
  if (parts[0] !== 'apis') return undefined;
  if (parts.length === 3) return apiResourceList(types, parts[1], parts[2]);
  if (parts.length !== 2) return undefined;
  const group = groupsOf(types).find(one => one.group === parts[1]);
  return group && { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) };
}

function rootPaths(types: TypeRegistry) {
  const groups = groupsOf(types).flatMap(({ group, versions }) => [
    `/apis/${group}`,
    ...versions.map(version => `/apis/${group}/${version}`),
  ]);
  return {
    paths: [
      '/api',
      '/api/v1',
      '/apis',
      ...groups,
      '/healthz',
      '/livez',
      '/openapi/v2',
      '/openapi/v3',
      '/readyz',
      '/version',
    ],
  };
}
