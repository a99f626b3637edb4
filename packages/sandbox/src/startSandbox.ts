import path from 'node:path';
import {
  createAzureEmulator,
  createCertificates,
  loadCertificates,
  type AzureEmulator,
  type Certificates,
} from '@fhir-on-aks/sandbox-azure';
import {
  prepareCluster,
  type Faults,
  PodLogStore,
  loadTokenKey,
  ServiceAccountTokens,
  createKubernetesApi,
  systemClock,
  type Clock,
  type KubernetesApi,
  type ObjectStore,
  type PodLogs,
} from '@fhir-on-aks/sandbox-kubernetes';
import { controlPath, createControlApi } from './control/createControlApi';
import { apiFaults, armFault } from './control/faultEffects';
import { loadFaults } from './control/loadFaults';
import { startWorkloads, type WorkloadOptions } from './startWorkloads';

/** Issuer of the cluster's service-account tokens; like AKS's it ends with a slash. It moves with no port. */
const oidcIssuer = 'https://oidc.sandbox.localhost/';

/** What a sandbox is started with. */
export interface SandboxOptions extends Pick<
  WorkloadOptions,
  'directory' | 'pace' | 'times' | 'images'
> {
  /** 0 takes a free one. */
  ports: { ingress: number; kubernetes: number; azure: number };
  /** Bearer token of the Kubernetes API and of the control API. */
  token: string;
  /** Custom resource definitions to install. */
  definitions: object[];
  clock?: Clock;
  onError?: (error: unknown) => void;
}

/** A running sandbox. */
export interface Sandbox {
  certificates: Certificates;
  azure: AzureEmulator;
  store: ObjectStore;
  faults: Faults;
  podLogs: PodLogs;
  urls: { ingress: string; kubernetes: string; azure: string; control: string };
  token: string;
  /** For federated credentials. */
  oidcIssuer: string;
  /** Ends every pod and connection; what is kept is on disk when it is done. */
  close(): Promise<void>;
}

/** Starts Azure, Kubernetes, the node and the ingress on loopback. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const parts = await openParts(options);
  const { clock, certificates, faults, tokens } = parts;
  const azure = createAzure(options, parts);
  const { url: azureUrl } = await azure.listen(options.ports.azure);
  const logs = new PodLogStore(clock);
  const kubernetes = openKubernetes(options, parts, logs, azure, azureUrl);
  const { store } = kubernetes;
  prepareCluster(store, options.definitions);
  obeyFaults(faults, kubernetes, azure);
  const workloads = startWorkloads({
    ...options,
    ...parts,
    store,
    azure,
    azureUrl,
    logs,
    ca: certificates.ca,
  });
  const { ingress } = workloads;
  const ingressPort = await ingress.listen(options.ports.ingress);
  const { port } = await kubernetes.listen(options.ports.kubernetes);
  const kubernetesUrl = `https://127.0.0.1:${port}`;
  return {
    certificates,
    azure,
    store,
    faults,
    podLogs: logs.serve,
    urls: {
      ingress: `http://127.0.0.1:${ingressPort}`,
      kubernetes: kubernetesUrl,
      azure: azureUrl,
      control: `${kubernetesUrl}${controlPath}`,
    },
    token: options.token,
    oidcIssuer: tokens.issuer,
    async close() {
      workloads.stop();
      await Promise.all([ingress.close(), kubernetes.close(), azure.close()]);
    },
  };
}

interface Parts {
  clock: Clock;
  certificates: Certificates;
  faults: Faults;
  tokens: ServiceAccountTokens;
  onError: (error: unknown) => void;
}

async function openParts(options: SandboxOptions): Promise<Parts> {
  const { directory, clock = systemClock } = options;
  return {
    clock,
    certificates: directory
      ? await loadCertificates(directory)
      : await createCertificates(),
    faults: loadFaults(directory),
    tokens: new ServiceAccountTokens(
      loadTokenKey(directory),
      oidcIssuer,
      clock,
    ),
    onError: options.onError ?? (error => console.error(error)),
  };
}

function createAzure(
  { directory }: SandboxOptions,
  { certificates, clock, tokens }: Parts,
): AzureEmulator {
  return createAzureEmulator({
    tls: certificates,
    dataDirectory: directory,
    now: () => clock.now(),
    verifyAssertion: async token => tokens.verify(token),
  });
}

function openKubernetes(
  { directory, token }: SandboxOptions,
  { certificates, clock, faults, onError }: Parts,
  logs: PodLogStore,
  azure: AzureEmulator,
  azureUrl: string,
): KubernetesApi {
  const api: KubernetesApi = createKubernetesApi({
    tls: certificates,
    token,
    dataDirectory: directory && path.join(directory, 'kubernetes'),
    clock,
    podLogs: logs.serve,
    extraRoutes: createControlApi({
      store: () => api.store,
      faults,
      clock,
      azure: azure.state,
      authorityHost: azureUrl,
    }),
    onError,
  });
  return api;
}

/** Faults of the two APIs, now and whenever they are switched. */
function obeyFaults(
  faults: Faults,
  kubernetes: KubernetesApi,
  azure: AzureEmulator,
): void {
  const obey = () => {
    kubernetes.setFaults(apiFaults(faults.list()));
    azure.setFaults(() => armFault(faults.list()));
  };
  obey();
  faults.onChange(obey);
}
