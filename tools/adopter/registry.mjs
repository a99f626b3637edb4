import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';

/** @typedef {import('./packages.mjs').PublishedPackage} PublishedPackage */

/**
 * An npm registry on loopback with the packed packages and nothing else, so that `yarn add` in the document works as
 * it does for an adopter.
 * @param {PublishedPackage[]} packages
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startRegistry(packages) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const found = packages.find(one => one.name === name.split('/-/')[0]);
    if (!found) {
      response.writeHead(404).end('{"error":"not found"}');
    } else if (name.includes('/-/')) {
      response.end(fs.readFileSync(found.tarball));
    } else {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(packument(found, `http://${request.headers.host}`)),
      );
    }
  });
  await new Promise(resolve =>
    server.listen(0, '127.0.0.1', () => resolve(undefined)),
  );
  const address = /** @type {import('node:net').AddressInfo} */ (
    server.address()
  );
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => server.close(),
  };
}

/**
 * Yarn keeps what it has fetched by version, so each content has a patch version of its own.
 * @param {PublishedPackage} one @param {string} registry
 */
function packument({ name, version, tarball }, registry) {
  const read = ['xzOf', tarball, 'package/package.json'];
  const manifest = JSON.parse(execFileSync('tar', read).toString());
  const digest = createHash('sha512').update(fs.readFileSync(tarball)).digest();
  const served = version.replace(/\d+$/, `${digest.readUInt32BE()}`);
  const dist = {
    tarball: `${registry}/${name}/-/${name.split('/')[1]}-${served}.tgz`,
    integrity: `sha512-${digest.toString('base64')}`,
  };
  return {
    name,
    'dist-tags': { latest: served },
    versions: { [served]: { ...manifest, version: served, dist } },
  };
}
