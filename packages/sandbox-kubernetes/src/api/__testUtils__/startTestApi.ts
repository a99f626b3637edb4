import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createCertificates } from '@fhir-on-aks/sandbox-azure';
import { kubeconfigFor } from '../../kubeconfigFor';
import type { KubernetesApi, KubernetesApiOptions } from '../contract';
import { createKubernetesApi } from '../createKubernetesApi';

/** A running API for tests, on a free port. */
export interface TestApi {
  api: KubernetesApi;
  server: string;
  token: string;
  /** PEM of the authority to trust. */
  ca: string;
  /** A kubeconfig file for clients that read one. */
  kubeconfig: string;
  close(): Promise<void>;
}

/** Starts an API, in memory unless a directory is given. What fails in its controllers is thrown by `close`. */
export async function startTestApi(
  options: Partial<KubernetesApiOptions> = {},
): Promise<TestApi> {
  const errors: unknown[] = [];
  const token = options.token ?? 'test-token';
  const { ca, cert, key } = await createCertificates();
  const api = createKubernetesApi({
    token,
    tls: { cert, key },
    rootCertificate: ca,
    onError: error => errors.push(error),
    ...options,
  });
  const { port } = await api.listen(0);
  const server = `https://127.0.0.1:${port}`;
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'test-api-'));
  const kubeconfig = path.join(directory, 'kubeconfig');
  fs.writeFileSync(
    kubeconfig,
    JSON.stringify(kubeconfigFor({ server, token, ca })),
  );
  return {
    api,
    server,
    token,
    ca,
    kubeconfig,
    async close() {
      await api.close();
      fs.rmSync(directory, { recursive: true, force: true });
      if (errors.length > 0) throw errors[0];
    },
  };
}
