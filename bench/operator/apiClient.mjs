import { readFileSync } from 'node:fs';
import https from 'node:https';
import { createInterface } from 'node:readline';

/**
 * A small client of the API server for load and observation: no retries, so that it hides nothing.
 * @param {string} kubeconfig a JSON kubeconfig of the test control plane, with a token
 * @param {number} connections
 */
export function apiClient(kubeconfig, connections = 16) {
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const { server, 'certificate-authority-data': ca } = clusters[0].cluster;
  const access = { ca: Buffer.from(ca, 'base64') };
  const authorization = `Bearer ${users[0].user.token}`;
  const agent = new https.Agent({
    ...access,
    keepAlive: true,
    maxSockets: connections,
  });

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {string} [type]
   * @returns {Promise<any>}
   */
  async function request(
    method,
    path,
    body = undefined,
    type = 'application/json',
  ) {
    const response = await send(method, path, body, {
      'Content-Type': type,
      Accept: 'application/json',
    });
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    if ((response.statusCode ?? 0) >= 300) {
      throw new Error(
        `${method} ${path} answered ${response.statusCode}: ${text.slice(0, 500)}`,
      );
    }
    return JSON.parse(text);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} body
   * @param {Record<string, string>} headers
   * @param {https.RequestOptions} [options]
   * @returns {Promise<import('node:http').IncomingMessage>}
   */
  function send(method, path, body, headers, options = {}) {
    const content = body === undefined ? undefined : JSON.stringify(body);
    if (content) headers['Content-Length'] = `${Buffer.byteLength(content)}`;
    return new Promise((resolve, reject) => {
      const call = https.request(
        `${server}${path}`,
        { agent, method, headers: { authorization, ...headers }, ...options },
        resolve,
      );
      call.once('error', reject);
      call.end(content);
    });
  }

  /**
   * One watch; resolves when the server or `signal` ends it. Every watch has a connection of its own.
   * @param {string} path
   * @param {string} accept
   * @param {(event: any) => void} onEvent
   * @param {AbortSignal} signal
   */
  async function watch(path, accept, onEvent, signal) {
    try {
      const response = await send(
        'GET',
        path,
        undefined,
        { Accept: accept },
        { agent: new https.Agent(access), signal },
      );
      const lines = createInterface({ input: response });
      for await (const line of lines) {
        if (response.statusCode !== 200) {
          throw new Error(
            `GET ${path} answered ${response.statusCode}: ${line.slice(0, 500)}`,
          );
        }
        onEvent(JSON.parse(line));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  return { request, watch, close: () => agent.destroy() };
}

/** @typedef {ReturnType<typeof apiClient>} ApiClient */
