import { z } from 'zod';
import { ArmError, resourceNotFound, unexpectedFormat } from './armError';
import {
  methodNotAllowed,
  sameName,
  type ArmReply,
  type ArmRequest,
} from './armRequest';
import type {
  FederatedCredential,
  Identity,
  StoredAzureState,
} from './azureState';
import { findIdentity, identityId, identityType } from './identities';
import { requireResourceGroup } from './resourceGroups';

const credentialType = `${identityType}/federatedIdentityCredentials`;
const credentialName = /^[a-zA-Z0-9][a-zA-Z0-9-_]{2,119}$/;
const maximumPerIdentity = 20;

const Body = z.object({
  properties: z.object({
    issuer: z.string().min(1).max(600),
    subject: z.string().min(1).max(600),
    audiences: z.array(z.string().max(600)),
  }),
});

/** Serializes writes per identity as Azure does: the second of two at once is refused with 409. */
export interface FederatedWrites {
  /** How long a write takes. */
  milliseconds: number;
  running: Set<string>;
}

/** `…/userAssignedIdentities/{identity}/federatedIdentityCredentials[/{name}]` */
export async function federatedCredentials(
  stored: StoredAzureState,
  request: ArmRequest,
  writes: FederatedWrites,
): Promise<ArmReply> {
  const { resourceGroup = '' } = request.path;
  requireResourceGroup(stored, resourceGroup);
  const [[, identityName = ''], [, name]] = request.path.types;
  const identity = findIdentity(stored, resourceGroup, identityName);
  if (!identity) {
    if (request.method === 'DELETE') return { status: 204 };
    throw new ArmError(
      404,
      request.method === 'PUT' ? 'ParentResourceNotFound' : 'ResourceNotFound',
      `Failed to perform '${request.method.toLowerCase()}' on resource(s) of type 'userAssignedIdentities/federatedIdentityCredentials', because the parent resource '${
        request.path.scope
      }/providers/${identityType}/${identityName}' could not be found.`,
    );
  }
  if (!name) {
    if (request.method !== 'GET') throw methodNotAllowed(request.method);
    const value = identity.federatedCredentials.map(credential =>
      credentialBody(stored, identity, credential),
    );
    return { status: 200, body: { value } };
  }
  const found = identity.federatedCredentials.find(credential =>
    sameName(credential.name, name),
  );
  switch (request.method) {
    case 'GET':
      if (!found) {
        throw resourceNotFound(
          credentialType,
          `${identityName}/${name}`,
          resourceGroup,
        );
      }
      return {
        status: 200,
        body: credentialBody(stored, identity, found),
      };
    case 'PUT':
      return oneAtATime(identity, writes, () =>
        putCredential(stored, identity, name, request.body),
      );
    case 'DELETE':
      if (!found) return { status: 204 };
      return oneAtATime(identity, writes, () => {
        identity.federatedCredentials = identity.federatedCredentials.filter(
          credential => credential !== found,
        );
        stored.save();
        return { status: 200 };
      });
    default:
      throw methodNotAllowed(request.method);
  }
}

async function oneAtATime(
  identity: Identity,
  writes: FederatedWrites,
  write: () => ArmReply,
): Promise<ArmReply> {
  const key = identity.principalId;
  if (writes.running.has(key)) {
    throw new ArmError(
      409,
      'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
      'Too many Federated Identity Credentials are written concurrently for the managed identity. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.',
    );
  }
  writes.running.add(key);
  try {
    await new Promise(done => {
      setTimeout(done, writes.milliseconds);
    });
    return write();
  } finally {
    writes.running.delete(key);
  }
}

function putCredential(
  stored: StoredAzureState,
  identity: Identity,
  name: string,
  body: unknown,
): ArmReply {
  const properties = checkedProperties(name, body);
  const others = identity.federatedCredentials.filter(
    credential => !sameName(credential.name, name),
  );
  const taken = others.some(
    other =>
      other.issuer === properties.issuer &&
      other.subject === properties.subject,
  );
  if (taken) {
    throw unexpectedFormat(
      'Issuer and subject combination already exists for this Managed Identity.',
    );
  }
  if (others.length >= maximumPerIdentity) {
    throw unexpectedFormat(
      `Too many Federated Identity Credentials: the maximum is ${maximumPerIdentity} for a Managed Identity.`,
    );
  }
  const existed = others.length !== identity.federatedCredentials.length;
  const credential = { name, ...properties };
  identity.federatedCredentials = [...others, credential];
  stored.save();
  return {
    status: existed ? 200 : 201,
    body: credentialBody(stored, identity, credential),
  };
}

function checkedProperties(name: string, body: unknown) {
  if (!credentialName.test(name)) {
    throw unexpectedFormat(
      `Federated Identity Credential name '${name}' is invalid.`,
    );
  }
  const parsed = Body.safeParse(body);
  if (!parsed.success) {
    throw unexpectedFormat(
      'Federated Identity Credential from HTTP body has empty properties',
    );
  }
  if (parsed.data.properties.audiences.length !== 1) {
    throw unexpectedFormat(
      'Federated identity credentials must have exactly one audience.',
    );
  }
  return parsed.data.properties;
}

function credentialBody(
  stored: StoredAzureState,
  identity: Identity,
  { name, issuer, subject, audiences }: FederatedCredential,
) {
  return {
    id: `${identityId(stored, identity)}/federatedIdentityCredentials/${name}`,
    name,
    type: credentialType,
    properties: { issuer, subject, audiences },
  };
}
