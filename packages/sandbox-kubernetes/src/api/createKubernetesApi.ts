import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { systemClock } from './clock';
import type { KubernetesApi, KubernetesApiOptions } from './contract';
import { startControllers } from './controllers/startControllers';
import { createListener } from './http/createListener';
import { FaultInjector } from './http/faultInjector';
import type { ResourceServer } from './http/resourceServer';
import { objectStoreFor } from './objectStoreFor';
import { createCluster } from './createCluster';
import { FileJournal } from './storage/fileJournal';
import { Storage } from './storage/storage';
import { registerTypes } from './types/registerTypes';
import { TypeRegistry } from './types/typeRegistry';

/** The sandbox's Kubernetes API: objects in memory, served over HTTP, durable when a directory is given. */
export function createKubernetesApi(
  options: KubernetesApiOptions,
): KubernetesApi {
  const clock = options.clock ?? systemClock;
  const onError = options.onError ?? (error => console.error(error));
  const server: ResourceServer = {
    storage: new Storage(options.watchHistory ?? 1000),
    types: new TypeRegistry(),
    clock,
    podLogs: options.podLogs,
  };
  const journal = openJournal(server, options, onError);
  registerTypes(server);
  createCluster(server);
  const faults = new FaultInjector(clock, options.faults);
  const stopControllers = startControllers(server, {
    rootCertificate: options.rootCertificate ?? options.tls?.cert ?? '',
    onError,
  });
  const listener = createListener(server, faults, options);
  const web = options.tls
    ? https.createServer(options.tls, listener)
    : http.createServer(listener);
  web.keepAliveTimeout = 60_000;
  return {
    store: objectStoreFor(server, onError),
    listen: (port, host = '127.0.0.1') => listen(web, port, host),
    async close() {
      stopControllers();
      await stop(web);
      await journal?.close();
    },
    setFaults: next => faults.set(next),
    get faults() {
      return faults.faults;
    },
  };
}

function openJournal(
  server: ResourceServer,
  { dataDirectory }: KubernetesApiOptions,
  onError: (error: unknown) => void,
): FileJournal | undefined {
  if (!dataDirectory) return undefined;
  const journal = new FileJournal(dataDirectory, server.storage, onError);
  journal.restore();
  server.storage.journal = journal;
  return journal;
}

function listen(
  web: http.Server | https.Server,
  port: number,
  host: string,
): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    web.once('error', reject);
    web.listen(port, host, () => {
      web.off('error', reject);
      const address: AddressInfo | string | null = web.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
      });
    });
  });
}

/** Running watches are ended, requests that are being answered are cut. */
function stop(web: http.Server | https.Server): Promise<void> {
  return new Promise(resolve => {
    web.close(() => resolve());
    web.closeAllConnections();
  });
}
