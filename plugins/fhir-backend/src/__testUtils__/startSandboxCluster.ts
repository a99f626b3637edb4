import { connectCluster } from '@fhir-on-aks/kube';
import { customResourceDefinition } from '@fhir-on-aks/plugin-fhir-common';
import {
  createKubernetesApi,
  kubeconfigFor,
} from '@fhir-on-aks/sandbox-kubernetes';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SAMPLE } from './sampleObjects';

type KubernetesApiOptions = Parameters<typeof createKubernetesApi>[0];
const TOKEN = 'token-of-the-test';

/** The sandbox's Kubernetes API in this process, with the CRD and the namespace of the sample, and a client of it. */
export async function startSandboxCluster(
  options: Pick<KubernetesApiOptions, 'podLogs'> = {},
) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fhir-backend-'));
  const api = createKubernetesApi({ ...options, token: TOKEN });
  const { port } = await api.listen(0);
  api.store.create(customResourceDefinition());
  api.store.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: SAMPLE.namespace },
  });
  const kubeconfigPath = path.join(folder, 'kubeconfig');
  const server = `http://127.0.0.1:${port}`;
  fs.writeFileSync(
    kubeconfigPath,
    JSON.stringify(kubeconfigFor({ server, token: TOKEN })),
  );
  return {
    store: api.store,
    client: connectCluster({ kubeconfigPath }),
    async stop() {
      await api.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}
