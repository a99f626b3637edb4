import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { AzureState } from './azureState';
import { readBody, sendJson } from './httpExchange';
import type { Signing } from './signing';

const tokenLifetimeSeconds = 3599;

/** What the login endpoint knows. */
export interface EntraContext {
  state: AzureState;
  signing: Signing;
  now(): number;
  /** `https://127.0.0.1:7010` */
  origin(): string;
  /** Throws unless the service-account token was signed by its issuer. Not given: the signature is not looked at. */
  verifyAssertion?: (token: string) => Promise<void>;
}

/** Who got a token: a principal's object id and its application id. */
interface Principal {
  objectId: string;
  clientId: string;
}

class EntraError extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    readonly code: number,
    message: string,
  ) {
    super(`AADSTS${code}: ${message}`);
  }
}

/** Answers the request when it is one for the login endpoint; false when it is not. */
export async function handleEntra(
  context: EntraContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  if (/^\/common\/discovery\/instance$/.test(url.pathname)) {
    sendJson(response, 200, instanceDiscovery(context));
    return true;
  }
  const match =
    /^\/([^/]+)\/(?:v2\.0\/)?(\.well-known\/openid-configuration|discovery\/v2\.0\/keys|oauth2\/v2\.0\/token)$/.exec(
      url.pathname,
    );
  if (!match) return false;
  const [, tenant, what] = match;
  try {
    requireTenant(context, tenant);
    if (what.startsWith('.well-known')) {
      sendJson(response, 200, openidConfiguration(context));
    } else if (what.startsWith('discovery')) {
      sendJson(response, 200, await context.signing.jwks());
    } else {
      sendJson(response, 200, await issueToken(context, request));
    }
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    sendJson(response, error.status, entraBody(error, context.now()));
  }
  return true;
}

function requireTenant(context: EntraContext, tenant: string): void {
  if (tenant.toLowerCase() === context.state.tenantId) return;
  throw new EntraError(
    400,
    'invalid_tenant',
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  );
}

async function issueToken(context: EntraContext, request: IncomingMessage) {
  const form = new URLSearchParams(await readBody(request, 100_000));
  const grant = form.get('grant_type');
  if (request.method !== 'POST' || grant !== 'client_credentials') {
    throw new EntraError(
      400,
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant ?? ''}'.`,
    );
  }
  const scope = form.get('scope')?.split(' ')[0] ?? '';
  if (!scope.endsWith('/.default')) {
    throw new EntraError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const principal = form.has('client_assertion')
    ? await federatedPrincipal(context, form)
    : secretPrincipal(context, form);
  return tokenFor(context, principal, scope.slice(0, -'/.default'.length));
}

function secretPrincipal(
  { state }: EntraContext,
  form: URLSearchParams,
): Principal {
  const clientId = form.get('client_id') ?? '';
  if (clientId.toLowerCase() !== state.clientId) {
    throw new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${state.tenantId}'.`,
    );
  }
  if (form.get('client_secret') !== state.clientSecret) {
    throw new EntraError(
      401,
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    );
  }
  return { objectId: state.portalPrincipalId, clientId: state.clientId };
}

/** Workload identity: the token must match a federated credential of the managed identity exactly. */
async function federatedPrincipal(
  context: EntraContext,
  form: URLSearchParams,
): Promise<Principal> {
  const clientId = (form.get('client_id') ?? '').toLowerCase();
  const assertion = form.get('client_assertion') ?? '';
  const identity = context.state.identities.find(
    candidate => candidate.clientId === clientId,
  );
  if (!identity) {
    throw new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${context.state.tenantId}'.`,
    );
  }
  const claims = readAssertion(assertion);
  const matching = identity.federatedCredentials.some(
    credential =>
      credential.issuer === claims.iss &&
      credential.subject === claims.sub &&
      [claims.aud].flat().includes(credential.audiences[0]),
  );
  if (!matching) {
    throw new EntraError(
      401,
      'invalid_client',
      70021,
      `No matching federated identity record found for presented assertion. Assertion Issuer: '${claims.iss}'. Assertion Subject: '${claims.sub}'. Assertion Audience: '${claims.aud}'.`,
    );
  }
  await context.verifyAssertion?.(assertion);
  return { objectId: identity.principalId, clientId: identity.clientId };
}

function readAssertion(assertion: string) {
  try {
    return decodeJwt(assertion);
  } catch {
    throw new EntraError(
      401,
      'invalid_client',
      50027,
      'JWT token is invalid or malformed.',
    );
  }
}

async function tokenFor(
  context: EntraContext,
  principal: Principal,
  audience: string,
) {
  const issuedAt = Math.floor(context.now() / 1000);
  return {
    token_type: 'Bearer',
    expires_in: tokenLifetimeSeconds,
    ext_expires_in: tokenLifetimeSeconds,
    access_token: await context.signing.sign({
      aud: audience,
      iss: `${context.origin()}/${context.state.tenantId}/v2.0`,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + tokenLifetimeSeconds,
      appid: principal.clientId,
      oid: principal.objectId,
      sub: principal.objectId,
      tid: context.state.tenantId,
      ver: '1.0',
    }),
  };
}

function openidConfiguration({ state, origin }: EntraContext) {
  const base = `${origin()}/${state.tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
    ],
  };
}

function instanceDiscovery({ state, origin }: EntraContext) {
  const host = new URL(origin()).host;
  return {
    tenant_discovery_endpoint: `${origin()}/${
      state.tenantId
    }/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      { preferred_network: host, preferred_cache: host, aliases: [host] },
    ],
  };
}

function entraBody(error: EntraError, now: number) {
  return {
    error: error.error,
    error_description: error.message,
    error_codes: [error.code],
    timestamp: new Date(now).toISOString().replace('T', ' '),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
  };
}
