import https from 'node:https';
import { parseJson } from '@fhir-on-aks/sandbox-azure';
import type { FetchJson } from '@fhir-on-aks/sandbox-fhir-server';
import type { PostForm } from '../identity/workloadIdentitySignIn';

const timeoutMilliseconds = 10_000;

/** What pods ask over https: discovery documents and token endpoints. They trust the sandbox's own authority. */
export function createHttpsClient(ca: string): {
  fetchJson: FetchJson;
  postForm: PostForm;
  close: () => void;
} {
  const agent = new https.Agent({ ca, keepAlive: true });
  return {
    fetchJson: async url => {
      const { status, body } = await send(agent, url, 'GET');
      if (status !== 200) throw new Error(`GET ${url} answered ${status}`);
      return body;
    },
    postForm: (url, form) =>
      send(agent, url, 'POST', new URLSearchParams(form).toString()),
    close: () => agent.destroy(),
  };
}

function send(
  agent: https.Agent,
  url: string,
  method: string,
  form?: string,
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const headers = form
      ? { 'content-type': 'application/x-www-form-urlencoded' }
      : {};
    const request = https.request(
      url,
      { agent, method, headers, timeout: timeoutMilliseconds },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            body: parseJson(text),
          });
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', reject);
    request.end(form);
  });
}
