import path from 'node:path';
import {
  createAzureEmulator,
  createCertificates,
  loadCertificates,
  type AzureEmulator,
  type Certificates,
} from './azure';
import { prepareCluster } from './cluster/prepareCluster';
import { createControlApi, controlPath } from './control/createControlApi';
import { apiFaults, armFault } from './control/faultEffects';
import { loadFaults } from './control/loadFaults';
import { EventRecorder } from './controllers/EventRecorder';
import type { Faults } from './controllers/Faults';
import { knownImages, type Images } from './controllers/images';
import {
  livelyPace,
  type KubeletContext,
  type KubeletPace,
} from './controllers/kubelet/kubeletContext';
import { defaultNode } from './controllers/kubelet/node';
import { PodLogStore } from './controllers/PodLogStore';
import {
  loadTokenKey,
  ServiceAccountTokens,
} from './controllers/ServiceAccountTokens';
import { startClusterControllers } from './controllers/startClusterControllers';
import { Databases } from './fhir/Databases';
import type { StartTimes } from './fhir/startFhirServer';
import { createDatabaseConnector } from './identity/connectToDatabase';
import { workloadIdentitySignIn } from './identity/workloadIdentitySignIn';
import { createIngressProxy } from './ingress/createIngressProxy';
import { ingressRoutes } from './ingress/routes';
import {
  createKubernetesApi,
  systemClock,
  type Clock,
  type KubernetesApi,
  type ObjectStore,
} from './kubernetes';
import { createHttpsClient } from './runtime/httpsClient';
import { createRuntime } from './runtime/createRuntime';
import { instanceOf } from './controllers/Faults';

/** The SQL servers that the pods can reach. */
const sqlServers = ['sql-sandbox.database.windows.net'];

/** Start times that a person who looks on can follow. */
const livelyTimes: StartTimes = {
  boot: 600,
  schemaCreation: 1500,
  storageInitialization: 1500,
};

export interface SandboxOptions {
  /** Where everything is kept between runs; in memory only when not given. */
  directory?: string;
  /** 0 takes a free one. */
  ports: { ingress: number; kubernetes: number; azure: number };
  /** Bearer token of the Kubernetes API and of the control API. */
  token: string;
  /** Custom resource definitions to install. */
  definitions: object[];
  clock?: Clock;
  pace?: KubeletPace;
  times?: StartTimes;
  images?: Images;
  onError?: (error: unknown) => void;
}

/** A running sandbox. */
export interface Sandbox {
  certificates: Certificates;
  azure: AzureEmulator;
  store: ObjectStore;
  faults: Faults;
  urls: { ingress: string; kubernetes: string; azure: string; control: string };
  token: string;
  /** Issuer of service-account tokens, for federated credentials. */
  oidcIssuer: string;
  close(): Promise<void>;
}

/** Starts Azure, Kubernetes, the node and the ingress on loopback. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, ports, token } = options;
  const clock = options.clock ?? systemClock;
  const onError = options.onError ?? (error => console.error(error));
  const certificates = directory
    ? await loadCertificates(directory)
    : await createCertificates();
  const faults = loadFaults(directory);
  const { azure, azureUrl, tokens } = await startAzure(
    options,
    certificates,
    clock,
  );
  const logs = new PodLogStore(clock);
  const kubernetes: KubernetesApi = createKubernetesApi({
    tls: certificates,
    token,
    dataDirectory: directory && path.join(directory, 'kubernetes'),
    clock,
    podLogs: logs.serve,
    extraRoutes: (request, response, url) => control(request, response, url),
    onError,
  });
  const { store } = kubernetes;
  const control = createControlApi({
    store,
    faults,
    clock,
    issuer: () => ({
      store,
      azure: azure.state,
      authorityHost: azureUrl,
      clock,
    }),
  });
  prepareCluster(store, options.definitions);
  const switchFaults = () => {
    kubernetes.setFaults(apiFaults(faults.list()));
    azure.setFaults(() => armFault(faults.list()));
  };
  switchFaults();
  faults.onChange(switchFaults);
  const client = createHttpsClient(certificates.ca);
  const databases = new Databases(
    clock,
    directory && path.join(directory, 'databases'),
  );
  const signIn = workloadIdentitySignIn(client.postForm);
  const runtime = createRuntime({
    clock,
    databases,
    fetchJson: client.fetchJson,
    times: options.times ?? livelyTimes,
    connect: createDatabaseConnector(sqlServers, {
      workloadIdentity: signIn,
      podIdentity: async () =>
        'ManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint.',
    }),
    fault: ({ namespace, labels }) => {
      const instance = instanceOf({ metadata: { namespace, labels } });
      if (faults.on('slow-start', instance)) return 'slow-start';
      return faults.on('degraded', instance) ? 'degraded' : undefined;
    },
  });
  const kubelet: KubeletContext = {
    store,
    clock,
    onError,
    events: new EventRecorder(store, clock),
    node: defaultNode,
    runtime,
    images: options.images ?? knownImages,
    faults,
    logs,
    tokens,
    pulledImages: new Set(),
    pace: options.pace ?? livelyPace,
  };
  const controllers = startClusterControllers({
    kubelet,
    faults,
    identity: { tenantId: azure.state.tenantId, authorityHost: `${azureUrl}/` },
  });
  const ingress = createIngressProxy({
    store,
    routes: () => ingressRoutes(store),
    request: (uid, port, request) =>
      controllers.kubelet.request(uid, port, request),
  });
  const ingressPort = await ingress.listen(ports.ingress);
  const kubernetesUrl = `https://127.0.0.1:${(await kubernetes.listen(ports.kubernetes)).port}`;
  return {
    certificates,
    azure,
    store,
    faults,
    urls: {
      ingress: `http://127.0.0.1:${ingressPort}`,
      kubernetes: kubernetesUrl,
      azure: azureUrl,
      control: `${kubernetesUrl}${controlPath}`,
    },
    token,
    oidcIssuer: tokens.issuer,
    async close() {
      controllers.stop();
      await Promise.all([ingress.close(), kubernetes.close(), azure.close()]);
      client.close();
    },
  };
}

async function startAzure(
  { directory, ports }: SandboxOptions,
  certificates: Certificates,
  clock: Clock,
) {
  const azure: AzureEmulator = createAzureEmulator({
    tls: certificates,
    dataDirectory: directory,
    now: () => clock.now(),
    verifyAssertion: async token => tokens.verify(token),
  });
  const tokens = new ServiceAccountTokens(
    loadTokenKey(directory),
    `https://oidc.sandbox.localhost/${azure.state.tenantId}/`,
    clock,
  );
  const { url } = await azure.listen(ports.azure);
  return { azure, azureUrl: url, tokens };
}
