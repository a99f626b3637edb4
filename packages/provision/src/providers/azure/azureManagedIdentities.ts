import { ManagedServiceIdentityClient, type Identity } from '@azure/arm-msi';
import type { TokenCredential } from '@azure/core-auth';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { AzureConfig } from '@fhir-on-aks/plugin-fhir-common';
import { randomUUID } from 'node:crypto';
import type {
  ManagedIdentity,
  ManagedIdentityProvider,
} from '../../ManagedIdentityProvider';
import { AzureError } from './AzureError';
import { azureCredential } from './azureCredential';
import { azureRoles } from './azureRoles';
import { classifyAzureError } from './classifyAzureError';

/** What a host may set beyond the configuration. */
export interface AzureManagedIdentitiesOptions {
  /** Left out: from the configuration, else DefaultAzureCredential. */
  credential?: TokenCredential;
  /** Joins all calls in the Azure Activity Log; one per task. Left out: a random one. */
  correlationId?: string;
  /** Further policies of the HTTP pipeline, such as for tracing. */
  policies?: PipelinePolicy[];
  /** PEM of a certificate authority of one's own; else those of Node.js and NODE_EXTRA_CA_CERTS. */
  ca?: string;
}

/** The managed identities of one resource group, by Azure Resource Manager. */
export function azureManagedIdentities(
  config: AzureConfig,
  options: AzureManagedIdentitiesOptions = {},
): ManagedIdentityProvider {
  const credential = options.credential ?? azureCredential(config, options.ca);
  const clientOptions = armOptions(config, options);
  const client = new ManagedServiceIdentityClient(
    credential,
    config.subscriptionId,
    clientOptions,
  );
  const { resourceGroup: group, location } = config;
  const { userAssignedIdentities: all, federatedIdentityCredentials: tokens } =
    client;
  return {
    place: `${group} (${location})`,
    issuer: config.oidcIssuer,
    ...azureRoles(config, credential, clientOptions),
    get: (name, { signal } = {}) =>
      unlessMissing(async () =>
        toIdentity(await all.get(group, name, { abortSignal: signal })),
      ),
    list: ({ signal } = {}) =>
      collect(all.listByResourceGroup(group, { abortSignal: signal }), found =>
        toIdentity(found),
      ),
    put: (name, tags, { signal } = {}) =>
      classified(async () =>
        toIdentity(
          await all.createOrUpdate(
            group,
            name,
            { location, tags },
            { abortSignal: signal },
          ),
        ),
      ),
    remove: (name, { signal } = {}) =>
      removal(onResponse =>
        all.delete(group, name, { abortSignal: signal, onResponse }),
      ),
    listFederatedCredentials: async (identity, { signal } = {}) =>
      (await unlessMissing(() =>
        collect(
          tokens.list(group, identity, { abortSignal: signal }),
          found => ({
            name: found.name ?? '',
            issuer: found.issuer ?? '',
            subject: found.subject ?? '',
            audience: found.audiences?.[0] ?? '',
          }),
        ),
      )) ?? [],
    putFederatedCredential: (
      identity,
      { name, issuer, subject, audience },
      { signal } = {},
    ) =>
      classified(async () => {
        await tokens.createOrUpdate(
          group,
          identity,
          name,
          { issuer, subject, audiences: [audience] },
          { abortSignal: signal },
        );
      }),
    removeFederatedCredential: (identity, name, { signal } = {}) =>
      removal(onResponse =>
        tokens.delete(group, identity, name, {
          abortSignal: signal,
          onResponse,
        }),
      ),
  };
}

/** Retries are ours (`withRetries`): the client's own have no upper bound on Retry-After and cannot be told to people. */
function armOptions(
  { endpoint }: AzureConfig,
  {
    correlationId = randomUUID(),
    policies = [],
    ca,
  }: AzureManagedIdentitiesOptions,
) {
  const stamp: PipelinePolicy = {
    name: 'fhirCorrelation',
    sendRequest: (request, next) => {
      request.headers.set('x-ms-correlation-request-id', correlationId);
      return next(request);
    },
  };
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    retryOptions: { maxRetries: 0 },
    ...(ca && { tlsOptions: { ca } }),
    userAgentOptions: { userAgentPrefix: 'fhir-on-aks' },
    additionalPolicies: [stamp, ...policies].map(policy => ({
      policy,
      position: 'perCall' as const,
    })),
  };
}

function toIdentity(identity: Identity): ManagedIdentity {
  const { name, id, clientId, principalId, tenantId, tags } = identity;
  if (!name || !id || !clientId || !principalId || !tenantId) {
    throw new AzureError(
      'Azure answered with an identity that has no name or ids',
      { code: 'UnexpectedAnswer', retry: 'retry' },
    );
  }
  return {
    name,
    resourceId: id,
    clientId,
    principalId,
    tenantId,
    tags: tags ?? {},
  };
}

async function classified<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw classifyAzureError(error);
  }
}

/** Undefined when the resource is missing; a missing resource group or subscription stays an error. */
async function unlessMissing<T>(
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await classified(work);
  } catch (error) {
    if (error instanceof AzureError && isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing({ statusCode, code }: AzureError): boolean {
  const misconfigured = ['ResourceGroupNotFound', 'SubscriptionNotFound'];
  return statusCode === 404 && !misconfigured.includes(code);
}

/** Azure answers 200 for what it deleted and 204 for what was not there; only the raw response tells. */
async function removal(
  work: (onResponse: (raw: { status: number }) => void) => Promise<void>,
): Promise<boolean> {
  let status = 0;
  const done = await unlessMissing(async () => {
    await work(raw => {
      status = raw.status;
    });
    return true;
  });
  return done === true && status === 200;
}

function collect<T, R>(
  pages: AsyncIterable<T>,
  convert: (entry: T) => R,
): Promise<R[]> {
  return classified(async () => {
    const found: R[] = [];
    for await (const entry of pages) found.push(convert(entry));
    return found;
  });
}
