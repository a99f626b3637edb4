import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const refName = 'org.opencontainers.image.ref.name';

/**
 * A registry that images can be pulled from: the two read requests of the OCI distribution specification, out of a
 * folder in OCI image layout whose images are named `repository:tag`.
 * @param {string} layout
 * @param {{ host: string, port: number }} address
 * @returns {Promise<import('node:http').Server>}
 */
export function serveRegistry(layout, { host, port }) {
  const server = createServer((request, response) => {
    const found = resolve(layout, request.url ?? '');
    if (!found) {
      const errors = [
        { code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' },
      ];
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ errors }));
      return;
    }
    response.writeHead(200, {
      'content-type': found.type,
      ...(found.digest ? { 'docker-content-digest': found.digest } : {}),
      'content-length': found.file ? statSync(found.file).size : 0,
    });
    if (!found.file || request.method === 'HEAD') response.end();
    else createReadStream(found.file).pipe(response);
  });
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done(server));
  });
}

/**
 * What a path stands for; undefined when there is no such thing.
 * @param {string} layout
 * @param {string} url
 * @returns {{ type: string, digest?: string, file?: string } | undefined}
 */
function resolve(layout, url) {
  const [pathname] = url.split('?');
  if (pathname === '/v2/') return { type: 'application/json' };
  const [, repository, kind, reference] =
    /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(pathname) ?? [];
  if (!repository) return undefined;
  if (kind === 'blobs')
    return blob(layout, reference, 'application/octet-stream');
  const manifest = manifests(layout).find(({ digest, annotations }) =>
    [digest, annotations?.[refName]].some(
      name => name === reference || name === `${repository}:${reference}`,
    ),
  );
  return manifest && blob(layout, manifest.digest, manifest.mediaType);
}

/**
 * @param {string} layout
 * @param {string} digest
 * @param {string} type
 */
function blob(layout, digest, type) {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  const file = path.join(layout, 'blobs', ...digest.split(':'));
  return existsSync(file) ? { type, digest, file } : undefined;
}

/**
 * @param {string} layout
 * @returns {{ digest: string, mediaType: string, annotations?: Record<string, string> }[]}
 */
function manifests(layout) {
  return JSON.parse(readFileSync(path.join(layout, 'index.json'), 'utf8'))
    .manifests;
}
