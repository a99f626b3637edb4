import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { routes } from './routes.mjs';

/** @typedef {typeof import('../../plugins/fhir/src/fixtures/pictureFleet')} Fixtures */

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/**
 * The error body of Backstage, as its `ResponseError` reads it.
 * @param {http.IncomingMessage} request
 * @param {number} statusCode
 * @param {string} message
 */
const failure = ({ method, url }, statusCode, message) => ({
  error: { name: 'Error', message },
  request: { method, url },
  response: { statusCode },
});

/**
 * Serves the built portal on a free port of loopback, with a backend that answers from fixtures.
 * @param {{ dist: string, fixtures: Fixtures }} options
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startFixturePortal({ dist, fixtures }) {
  const answers = routes(fixtures);
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!url.pathname.startsWith('/api/')) {
      serveFile(response, path.join(dist, path.normalize(url.pathname)), dist);
      return;
    }
    answer(answers, request, url).then(
      value => send(response, 200, value),
      ({ status = 500, message }) =>
        send(response, status, failure(request, status, message)),
    );
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(0)));
  return {
    url: originOf(server),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };

  /** The built index.html names the address of `npm start`; here it is another one. */
  function serveFile(
    /** @type {http.ServerResponse} */ response,
    /** @type {string} */ asked,
    /** @type {string} */ folder,
  ) {
    const isFile = fs.existsSync(asked) && fs.statSync(asked).isFile();
    const file = isFile ? asked : path.join(folder, 'index.html');
    const content = fs.readFileSync(file);
    response.setHeader('content-type', types[path.extname(file)] ?? '');
    // Names of built files carry a hash of the content: a browser needs each of them only once.
    if (isFile) response.setHeader('cache-control', 'max-age=3600');
    response.end(
      file.endsWith('index.html')
        ? content
            .toString()
            .replaceAll(/http:\/\/localhost:\d+/g, originOf(server))
        : content,
    );
  }
}

/**
 * @param {ReturnType<typeof routes>} answers
 * @param {http.IncomingMessage} request
 * @param {URL} url
 */
async function answer(answers, request, url) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const body = text ? JSON.parse(text) : undefined;
  for (const [method, pattern, reply] of answers) {
    const match = request.method === method && pattern.exec(url.pathname);
    if (!match) continue;
    const parts = match.slice(1).map(decodeURIComponent);
    const value = await reply({ parts, query: url.searchParams, body });
    if (value !== undefined) return value;
  }
  throw Object.assign(new Error(`${url.pathname} is not there`), {
    status: 404,
  });
}

/**
 * @param {http.ServerResponse} response
 * @param {number} status
 * @param {unknown} value
 */
function send(response, status, value) {
  const isText = typeof value === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/plain' : 'application/json',
  });
  response.end(isText ? value : JSON.stringify(value));
}

/** @param {http.Server} server */
function originOf(server) {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return `http://localhost:${port}`;
}
