/**
 * @typedef {{ parts: string[], query: URLSearchParams, body: any }} Asked
 * @typedef {[method: string, path: RegExp, reply: (asked: Asked) => unknown]} Route
 */

/** @type {Route[]} */
const portalRoutes = [
  ['GET', /^\/api\/auth\/guest\/refresh$/, () => guest()],
  [
    'POST',
    /^\/api\/permission\/authorize$/,
    ({ body }) => ({
      items: body.items.map((/** @type {{ id: string }} */ { id }) => ({
        id,
        result: 'ALLOW',
      })),
    }),
  ],
  ['POST', /^\/api\/user-settings\/multiget$/, () => ({ items: [] })],
  ['GET', /^\/api\/notifications\/status$/, () => ({ unread: 0, read: 0 })],
];

/**
 * What the pages of the portal ask of its backend, answered from fixtures; everything else is 404.
 * @param {import('./fixturePortal.mjs').Fixtures} fixtures
 * @returns {Route[]}
 */
export function routes(fixtures) {
  return [...fhirRoutes(fixtures), ...catalogRoutes(fixtures), ...portalRoutes];
}

/** @param {import('./fixturePortal.mjs').Fixtures} fixtures @returns {Route[]} */
function fhirRoutes({ api, logOf }) {
  const one = '/api/fhir/instances/([^/]+)/([^/]+)/([^/]+)';
  /** @param {string[]} parts */
  const id = parts => parts.join('/');
  return [
    ['GET', /^\/api\/fhir\/clusters$/, () => api.listClusters()],
    ['GET', /^\/api\/fhir\/instances$/, () => api.listInstances()],
    ['GET', new RegExp(`^${one}$`), ({ parts }) => api.getInstance(id(parts))],
    ['GET', new RegExp(`^${one}/logs$`), ({ parts }) => logOf(id(parts))],
    [
      'GET',
      new RegExp(`^${one}/manifest$`),
      ({ parts, query }) =>
        api.getManifest(id(parts), {
          kind: query.get('kind') ?? '',
          name: query.get('name') ?? '',
        }),
    ],
  ];
}

/** @param {import('./fixturePortal.mjs').Fixtures} fixtures @returns {Route[]} */
function catalogRoutes({ entities }) {
  const one = '/api/catalog/entities/by-name/([^/]+)/([^/]+)/([^/]+)';
  /** @param {string} ref */
  const find = ref =>
    entities.find(({ kind, metadata: { namespace, name } }) => {
      const own = `${kind}:${namespace}/${name}`;
      return own.toLowerCase() === ref.toLowerCase();
    });
  /** @param {string[]} parts */
  const refOf = ([kind, namespace, name]) => `${kind}:${namespace}/${name}`;
  return [
    ['GET', new RegExp(`^${one}$`), ({ parts }) => find(refOf(parts))],
    [
      'GET',
      new RegExp(`^${one}/ancestry$`),
      ({ parts }) => ({
        rootEntityRef: refOf(parts),
        items: [{ entity: find(refOf(parts)), parentEntityRefs: [] }],
      }),
    ],
    [
      'POST',
      /^\/api\/catalog\/entities\/by-refs$/,
      ({ body }) => ({
        items: body.entityRefs.map(
          (/** @type {string} */ ref) => find(ref) ?? null,
        ),
      }),
    ],
  ];
}

/** Someone of the team that owns the servers; the token is never looked at. */
function guest() {
  const expiresInSeconds = 3600;
  const exp = Math.floor(Date.now() / 1000) + expiresInSeconds;
  /** @param {object} value */
  const part = value =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    profile: { displayName: 'Guest' },
    backstageIdentity: {
      token: `${part({ alg: 'none' })}.${part({ sub: 'user:default/guest', exp })}.`,
      expiresInSeconds,
      identity: {
        type: 'user',
        userEntityRef: 'user:default/guest',
        ownershipEntityRefs: ['user:default/guest', 'group:default/cardiology'],
      },
    },
  };
}
