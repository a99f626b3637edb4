import type { IncomingMessage } from 'node:http';
import { ArmError } from './armError';
import { faultError, type ArmFault } from './armFault';
import {
  methodNotAllowed,
  parseArmPath,
  requireApiVersion,
  sameName,
  type ArmReply,
  type ArmRequest,
} from './armRequest';
import type { StoredAzureState } from './azureState';
import {
  federatedCredentials,
  type FederatedWrites,
} from './federatedCredentials';
import { parseJson, readBody } from './httpExchange';
import { identities } from './identities';
import { resourceGroups } from './resourceGroups';
import { roleAssignments } from './roleAssignments';
import type { Signing } from './signing';

const identityVersions = ['2018-11-30', '2023-01-31', '2024-11-30'];
const roleVersions = ['2022-04-01', '2018-09-01-preview'];

/** What Azure Resource Manager works with. */
export interface ResourceManagerContext {
  stored: StoredAzureState;
  signing: Signing;
  writes: FederatedWrites;
  now(): number;
  origin(): string;
}

/** Authenticates the request and lets the resource provider answer. Throws ArmError. */
export async function answerArm(
  context: ResourceManagerContext,
  request: IncomingMessage,
  url: URL,
  fault: ArmFault | undefined,
): Promise<ArmReply> {
  await requireToken(context, request);
  const path = parseArmPath(url.pathname);
  requireSubscription(context, path.subscription);
  if (fault && 'status' in fault) throw faultError(fault, url.pathname);
  const text = await readBody(request);
  const body = text ? parseJson(text) : undefined;
  if (text && body === undefined) {
    throw new ArmError(
      400,
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized.',
    );
  }
  const method = request.method ?? 'GET';
  return dispatch(context, { method, path, query: url.searchParams, body });
}

function dispatch(
  { stored, writes, now }: ResourceManagerContext,
  request: ArmRequest,
): ArmReply | Promise<ArmReply> {
  const { provider, types } = request.path;
  const type = types.map(([name]) => name).join('/');
  switch (`${provider ?? ''}/${type}`) {
    case '/':
      return resourceGroups(stored, request);
    case 'microsoft.managedidentity/userassignedidentities':
      requireApiVersion(
        request.query,
        'userAssignedIdentities',
        identityVersions,
      );
      return identities(stored, request, now());
    case 'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials':
      requireApiVersion(
        request.query,
        'userAssignedIdentities/federatedIdentityCredentials',
        identityVersions.slice(1),
      );
      return federatedCredentials(stored, request, writes);
    case 'microsoft.authorization/roleassignments':
      requireApiVersion(request.query, 'roleAssignments', roleVersions);
      return roleAssignments(stored, request);
    default:
      if (!provider) throw methodNotAllowed(request.method);
      throw new ArmError(
        404,
        'InvalidResourceNamespace',
        `The resource namespace '${provider}' with type '${type}' is not one that the sandbox knows. It has Microsoft.ManagedIdentity, Microsoft.Authorization/roleAssignments and resource groups; use a real subscription for the rest.`,
      );
  }
}

async function requireToken(
  context: ResourceManagerContext,
  request: IncomingMessage,
): Promise<void> {
  const header = request.headers.authorization ?? '';
  const token = /^Bearer (.+)$/i.exec(header)?.[1];
  if (!token) {
    throw unauthorized(
      context,
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
    );
  }
  try {
    await context.signing.verify(token, {
      audience: armAudiences(context.origin()),
      now: context.now(),
    });
  } catch {
    throw unauthorized(
      context,
      'InvalidAuthenticationToken',
      'The access token is invalid.',
    );
  }
}

function unauthorized(
  { origin, stored }: ResourceManagerContext,
  code: string,
  message: string,
): ArmError {
  return new ArmError(401, code, message, {
    'www-authenticate': `Bearer authorization_uri="${origin()}/${
      stored.state.tenantId
    }", error="invalid_token", error_description="${message}"`,
  });
}

function requireSubscription(
  { stored }: ResourceManagerContext,
  subscription: string | undefined,
): void {
  if (!subscription) {
    throw new ArmError(
      404,
      'MissingSubscription',
      'The request did not have a subscription or a valid tenant level resource provider.',
    );
  }
  if (sameName(subscription, stored.state.subscriptionId)) return;
  throw new ArmError(
    404,
    'SubscriptionNotFound',
    `The subscription '${subscription}' could not be found.`,
  );
}

function armAudiences(origin: string): string[] {
  return [
    'https://management.azure.com',
    'https://management.core.windows.net',
    origin,
  ].flatMap(audience => [audience, `${audience}/`]);
}
