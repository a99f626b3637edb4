import path from 'node:path';
import type { AzureEmulator } from '@fhir-on-aks/sandbox-azure';
import {
  EventRecorder,
  instanceOf,
  type Faults,
  knownImages,
  type Images,
  livelyPace,
  type KubeletContext,
  type KubeletPace,
  defaultNode,
  PodLoad,
  type PodLogStore,
  type ServiceAccountTokens,
  startClusterControllers,
  podIdentitySignIn,
  servedRoutes,
  type Clock,
  type ObjectStore,
} from '@fhir-on-aks/sandbox-kubernetes';
import {
  Databases,
  type FhirServerOptions,
  type StartTimes,
} from '@fhir-on-aks/sandbox-fhir-server';
import { createDatabaseConnector } from './identity/connectToDatabase';
import { workloadIdentitySignIn } from './identity/workloadIdentitySignIn';
import {
  createIngressProxy,
  type IngressProxy,
} from './ingress/createIngressProxy';
import { createHttpsClient } from './runtime/httpsClient';
import { createRuntime } from './runtime/createRuntime';

/** The SQL servers that the pods can reach. */
const sqlServers = ['sql-sandbox.database.windows.net'];

/** Start times that a person who looks on can follow. */
const livelyTimes: StartTimes = {
  boot: 600,
  schemaCreation: 1500,
  storageInitialization: 1500,
};

/** What the pods need of the rest of the sandbox. */
export interface WorkloadOptions {
  store: ObjectStore;
  azure: AzureEmulator;
  azureUrl: string;
  ca: string;
  clock: Clock;
  faults: Faults;
  logs: PodLogStore;
  tokens: ServiceAccountTokens;
  onError: (error: unknown) => void;
  directory?: string;
  pace?: KubeletPace;
  times?: StartTimes;
  images?: Images;
}

/** The running pods with their controllers, and the way in. */
export interface Workloads {
  ingress: IngressProxy;
  stop(): void;
}

/** Starts the controllers of the cluster, its node, and the ingress in front of the pods. */
export function startWorkloads(options: WorkloadOptions): Workloads {
  const { store, clock, azure, azureUrl } = options;
  const client = createHttpsClient(options.ca);
  const load = new PodLoad(clock);
  const controllers = startClusterControllers({
    kubelet: kubeletContext(options, client),
    identity: { tenantId: azure.state.tenantId, authorityHost: `${azureUrl}/` },
    azure: azure.state,
    load,
  });
  const ingress = createIngressProxy({
    store,
    routes: () => servedRoutes(store),
    request: (uid, port, request) => {
      load.record(uid);
      return controllers.kubelet.request(uid, port, request);
    },
  });
  return {
    ingress,
    stop() {
      controllers.stop();
      client.close();
    },
  };
}

type HttpsClient = ReturnType<typeof createHttpsClient>;

function kubeletContext(
  options: WorkloadOptions,
  client: HttpsClient,
): KubeletContext {
  const { store, clock, faults, logs, tokens, onError } = options;
  return {
    store,
    clock,
    onError,
    events: new EventRecorder(store, clock),
    node: defaultNode,
    runtime: createRuntime(serverOptions(options, client)),
    images: options.images ?? knownImages,
    faults,
    logs,
    tokens,
    pulledImages: new Set(),
    pace: options.pace ?? livelyPace,
  };
}

function serverOptions(
  { store, clock, faults, directory, times }: WorkloadOptions,
  { fetchJson, postForm }: HttpsClient,
): FhirServerOptions {
  return {
    clock,
    databases: new Databases(
      clock,
      directory && path.join(directory, 'databases'),
    ),
    fetchJson,
    times: times ?? livelyTimes,
    connect: createDatabaseConnector(sqlServers, {
      workloadIdentity: workloadIdentitySignIn(postForm),
      podIdentity: podIdentitySignIn(store),
    }),
    fault: ({ namespace, labels }) => {
      const instance = instanceOf({ metadata: { namespace, labels } });
      if (faults.on('slow-start', instance)) return 'slow-start';
      return faults.on('degraded', instance) ? 'degraded' : undefined;
    },
  };
}
