import {
  coreServices,
  createServiceFactory,
  type PermissionsService,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import type { ClusterClient } from '@fhir-on-aks/kube';
import {
  type ConnectCluster,
  connectClusterServiceRef,
} from '@fhir-on-aks/plugin-fhir-node';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';
import fhirPlugin from '../index';

// A backend starts within a moment, but not on a machine that runs all other tests at the same time.
jest.setTimeout(20_000);

/** What the policy says to a permission, by its name; everything is allowed when it is left out. */
export type Policy = (permission: string) => PolicyDecision;

interface StartOptions {
  /** Clusters by name; an Error is thrown when the portal connects. */
  clusters: Record<string, ClusterClient | Error>;
  policy?: Policy;
  config?: object;
}

/** The plugin in a test backend, with the clusters of the test; it is stopped by the test. */
export async function startFhirBackend(options: StartOptions) {
  const publish = jest.fn(async (_signal: unknown) => {});
  const actions = actionsRegistryServiceMock();
  const auditor = mockServices.auditor.mock();
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(auditEvent);
  const backend = await startTestBackend({
    features: [
      fhirPlugin,
      mockServices.rootConfig.factory({ data: configOf(options) }),
      auditor.factory,
      createServiceFactory({
        service: connectClusterServiceRef,
        deps: {},
        factory: () => connectTo(options.clusters),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actions,
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissionsOf(options.policy),
      }),
    ],
  });
  const get = (path: string) => request(backend.server).get(`/api/fhir${path}`);
  /** Asks until the answer is as expected; the limit is that of the test. */
  const until = async <T>(path: string, check: (body: T) => boolean) => {
    for (;;) {
      const answer = await get(path);
      if (check(answer.body)) return answer;
      await delay(10);
    }
  };
  const url = `http://127.0.0.1:${backend.server.port()}/api/fhir`;
  const stop = () => backend.stop();
  return { get, until, url, stop, publish, actions, auditor, auditEvent };
}

function connectTo(clusters: StartOptions['clusters']): ConnectCluster {
  return ({ name }) => {
    const client = clusters[name];
    if (client && !(client instanceof Error)) return client;
    throw client ?? new Error('cannot read the kubeconfig');
  };
}

function permissionsOf(
  policy: Policy = () => ({ result: AuthorizeResult.ALLOW }),
): PermissionsService {
  return {
    authorize: async requests =>
      requests.map(({ permission }) => definite(policy(permission.name))),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => policy(permission.name)),
  };
}

function definite({ result }: PolicyDecision): DefinitivePolicyDecision {
  return {
    result:
      result === AuthorizeResult.CONDITIONAL ? AuthorizeResult.DENY : result,
  };
}

function configOf({ clusters, config }: StartOptions) {
  return {
    backend: { baseUrl: 'http://localhost' },
    fhir: {
      clusters: Object.keys(clusters).map(name => ({
        name,
        title: name.toUpperCase(),
      })),
    },
    ...config,
  };
}
