import { randomUUID } from 'node:crypto';
import https from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ArmError } from './armError';
import type { ArmFault, ArmRequestFacts } from './armFault';
import type { ArmReply } from './armRequest';
import {
  loadAzureState,
  type AzureState,
  type StoredAzureState,
} from './azureState';
import { handleEntra } from './entra';
import { sendJson } from './httpExchange';
import { listenOn } from './listenOn';
import { answerArm, type ResourceManagerContext } from './resourceManager';
import { createSigning } from './signing';

export interface AzureEmulatorOptions {
  tls: { key: string; cert: string };
  /** Where the state lives between runs (`azure.json`); in memory only when not given. */
  dataDirectory?: string;
  /** The resource group that is there from the start. Default `rg-fhir` in `westeurope`. */
  resourceGroup?: string;
  location?: string;
  now?: () => number;
  /** Asked for every ARM request. */
  faults?: (request: ArmRequestFacts) => ArmFault | undefined;
  /** How long a write of a federated credential takes; two at once on one identity collide. Default 15. */
  federatedWriteMilliseconds?: number;
  /** Throws unless a service-account token was signed by its cluster. */
  verifyAssertion?: (token: string) => Promise<void>;
}

export interface AzureEmulator {
  /** Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<{ port: number; url: string }>;
  close(): Promise<void>;
  /** Live; tests may look and change. */
  readonly state: AzureState;
  /** The last 1,000 ARM requests with their answers. */
  readonly requests: { method: string; path: string; status: number }[];
  /** Replaces the faults. */
  setFaults(faults: AzureEmulatorOptions['faults']): void;
  /** Forgets identities and role assignments. */
  reset(): void;
}

/** Azure Resource Manager (resource groups, managed identities, role assignments) and the Entra login endpoint on one https port. */
export function createAzureEmulator(
  options: AzureEmulatorOptions,
): AzureEmulator {
  const stored = loadAzureState(
    options.dataDirectory,
    options.resourceGroup,
    options.location,
  );
  const requests: AzureEmulator['requests'] = [];
  let faults = options.faults;
  let origin = '';
  const context = createContext(options, stored, () => origin);
  const server = createServer(context, options, requests, facts =>
    faults?.(facts),
  );
  return {
    state: stored.state,
    requests,
    listen: async (port, host = '127.0.0.1') => {
      const taken = await listenOn(server, port, host);
      origin = `https://${host}:${taken}`;
      return { port: taken, url: origin };
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    setFaults: next => {
      faults = next;
    },
    reset: () => {
      stored.state.identities = [];
      stored.state.roleAssignments = [];
      stored.save();
    },
  };
}

function createContext(
  options: AzureEmulatorOptions,
  stored: StoredAzureState,
  origin: () => string,
): ResourceManagerContext {
  return {
    stored,
    signing: createSigning(stored.state.signingKey),
    writes: {
      milliseconds: options.federatedWriteMilliseconds ?? 15,
      running: new Set(),
    },
    now: options.now ?? (() => Date.now()),
    origin,
  };
}

function createServer(
  context: ResourceManagerContext,
  options: AzureEmulatorOptions,
  requests: AzureEmulator['requests'],
  faultFor: (facts: ArmRequestFacts) => ArmFault | undefined,
): https.Server {
  const entra = {
    ...context,
    state: context.stored.state,
    verifyAssertion: options.verifyAssertion,
  };
  let index = 0;
  async function handle(request: IncomingMessage, response: ServerResponse) {
    const raw = (request.url ?? '/').replace(/^\/+/, '/');
    const url = new URL(raw, context.origin());
    if (await handleEntra(entra, request, response, url)) return;
    const method = request.method ?? 'GET';
    const fault = faultFor({ method, path: url.pathname, index: index++ });
    if (fault && 'cut' in fault && fault.cut === 'before') {
      request.socket.destroy();
      return;
    }
    const reply = await answerArm(context, request, url, fault).catch(toReply);
    requests.push({ method, path: url.pathname, status: reply.status });
    if (requests.length > 1000) requests.shift();
    if (fault && 'cut' in fault) request.socket.destroy();
    else sendArm(request, response, reply);
  }
  return https.createServer(options.tls, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendArm(request, response, toReply(error));
    });
  });
}

function toReply(
  error: unknown,
): ArmReply & { headers?: Record<string, string> } {
  if (error instanceof ArmError) {
    return {
      status: error.status,
      body: error.toBody(),
      headers: error.headers,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    body: { error: { code: 'InternalServerError', message } },
  };
}

function sendArm(
  request: IncomingMessage,
  response: ServerResponse,
  reply: ArmReply & { headers?: Record<string, string> },
): void {
  const correlation = request.headers['x-ms-correlation-request-id'];
  sendJson(response, reply.status, reply.body, {
    'x-ms-request-id': randomUUID(),
    'x-ms-correlation-request-id': String(correlation ?? randomUUID()),
    ...reply.headers,
  });
}
