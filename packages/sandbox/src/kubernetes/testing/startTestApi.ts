import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { KubernetesApi, KubernetesApiOptions } from '../contract';
import { createKubernetesApi } from '../createKubernetesApi';

/** A running API for tests: plain http on a free port. */
export interface TestApi {
  api: KubernetesApi;
  server: string;
  token: string;
  /** A kubeconfig file for clients that read one. */
  kubeconfig: string;
  close(): Promise<void>;
}

/** Starts an API in memory. Errors of its controllers fail the test that causes them: they are thrown on close. */
export async function startTestApi(
  options: Partial<KubernetesApiOptions> = {},
): Promise<TestApi> {
  const errors: unknown[] = [];
  const token = options.token ?? 'test-token';
  const api = createKubernetesApi({
    token,
    onError: error => errors.push(error),
    ...options,
  });
  const { port } = await api.listen(0);
  const server = `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'test-api-'));
  const kubeconfig = path.join(directory, 'kubeconfig');
  fs.writeFileSync(kubeconfig, kubeconfigText(server, token));
  return {
    api,
    server,
    token,
    kubeconfig,
    async close() {
      await api.close();
      fs.rmSync(directory, { recursive: true, force: true });
      if (errors.length > 0) throw errors[0];
    },
  };
}

function kubeconfigText(server: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'sandbox',
    contexts: [
      { name: 'sandbox', context: { cluster: 'sandbox', user: 'sandbox' } },
    ],
    clusters: [{ name: 'sandbox', cluster: { server } }],
    users: [{ name: 'sandbox', user: { token } }],
  });
}
