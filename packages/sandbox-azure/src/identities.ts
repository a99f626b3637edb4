import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ArmError, resourceNotFound, unexpectedFormat } from './armError';
import {
  methodNotAllowed,
  sameName,
  type ArmReply,
  type ArmRequest,
} from './armRequest';
import type { Identity, StoredAzureState } from './azureState';
import { requireResourceGroup } from './resourceGroups';

/** The type in Azure's spelling. */
export const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

const identityName = /^[a-zA-Z0-9][a-zA-Z0-9-_]{2,127}$/;
const Tags = z.record(z.string(), z.string());
const Put = z.object({ location: z.string().min(1), tags: Tags.optional() });
const Patch = z.object({ tags: Tags.optional() });

/** `…/userAssignedIdentities[/{name}]`, by resource group or whole subscription. */
export function identities(
  stored: StoredAzureState,
  request: ArmRequest,
  now: number,
): ArmReply {
  const { resourceGroup } = request.path;
  if (resourceGroup) requireResourceGroup(stored, resourceGroup);
  const name = request.path.types[0]?.[1];
  if (!name) return listIdentities(stored, request);
  if (!resourceGroup) throw methodNotAllowed(request.method);
  const found = findIdentity(stored, resourceGroup, name);
  switch (request.method) {
    case 'GET':
      if (!found) throw resourceNotFound(identityType, name, resourceGroup);
      return { status: 200, body: identityBody(stored, found) };
    case 'PUT':
      return putIdentity(stored, { request, resourceGroup, name, found, now });
    case 'PATCH':
      if (!found) throw resourceNotFound(identityType, name, resourceGroup);
      return patchIdentity(stored, request, found);
    case 'DELETE':
      if (!found) return { status: 204 };
      stored.state.identities = stored.state.identities.filter(
        identity => identity !== found,
      );
      stored.save();
      return { status: 200 };
    default:
      throw methodNotAllowed(request.method);
  }
}

/** The identity by its case-insensitive place. */
export function findIdentity(
  { state }: StoredAzureState,
  resourceGroup: string,
  name: string,
): Identity | undefined {
  return state.identities.find(
    identity =>
      sameName(identity.resourceGroup, resourceGroup) &&
      sameName(identity.name, name),
  );
}

/** The ARM id; the provider really writes `resourcegroups` in lower case. */
export function identityId(
  { state }: StoredAzureState,
  identity: Identity,
): string {
  return `/subscriptions/${state.subscriptionId}/resourcegroups/${identity.resourceGroup}/providers/${identityType}/${identity.name}`;
}

function listIdentities(
  stored: StoredAzureState,
  { method, path }: ArmRequest,
): ArmReply {
  if (method !== 'GET') throw methodNotAllowed(method);
  const group = path.resourceGroup;
  const value = stored.state.identities
    .filter(identity => !group || sameName(identity.resourceGroup, group))
    .map(identity => identityBody(stored, identity));
  return { status: 200, body: { value } };
}

function putIdentity(
  stored: StoredAzureState,
  target: {
    request: ArmRequest;
    resourceGroup: string;
    name: string;
    found: Identity | undefined;
    now: number;
  },
): ArmReply {
  const { found, name } = target;
  const body = Put.safeParse(target.request.body);
  if (!body.success) {
    throw new ArmError(
      400,
      'LocationRequired',
      'The location property is required for this definition.',
    );
  }
  if (!identityName.test(name)) {
    throw unexpectedFormat(`The resource name '${name}' is invalid.`);
  }
  const tags = checkedTags(body.data.tags ?? {});
  const location = body.data.location.toLowerCase().replaceAll(' ', '');
  if (found && found.location !== location) {
    throw new ArmError(
      409,
      'InvalidResourceLocation',
      `The resource '${name}' already exists in location '${found.location}' in resource group '${found.resourceGroup}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    );
  }
  const identity = found ?? {
    name,
    resourceGroup: requireResourceGroup(stored, target.resourceGroup).name,
    location,
    principalId: randomUUID(),
    clientId: randomUUID(),
    createdAt: new Date(target.now).toISOString(),
    federatedCredentials: [],
    tags,
  };
  identity.tags = tags;
  if (!found) stored.state.identities.push(identity);
  stored.save();
  return { status: found ? 200 : 201, body: identityBody(stored, identity) };
}

function patchIdentity(
  stored: StoredAzureState,
  request: ArmRequest,
  identity: Identity,
): ArmReply {
  const body = Patch.safeParse(request.body);
  if (!body.success) throw unexpectedFormat('the body is not an identity.');
  if (body.data.tags) identity.tags = checkedTags(body.data.tags);
  stored.save();
  return { status: 200, body: identityBody(stored, identity) };
}

function checkedTags(tags: Record<string, string>): Record<string, string> {
  const entries = Object.entries(tags);
  if (entries.length > 50) {
    throw new ArmError(
      400,
      'TooManyTags',
      `The number of tags '${entries.length}' exceeds the maximum allowed of '50' tags.`,
    );
  }
  for (const [key, value] of entries) {
    if (/[<>%&\\?/]/.test(key)) {
      throw new ArmError(
        400,
        'InvalidTagNameCharacters',
        `The tag names '${key}' have reserved characters '<,>,%,&,\\,?,/' or control characters.`,
      );
    }
    if (key.length > 512 || value.length > 256) {
      throw new ArmError(
        400,
        'InvalidTagValueLength',
        `Tag value too large. Following tag value '${value.slice(
          0,
          40,
        )}…' exceeded the maximum length. Maximum allowed length for tag value - '256' characters.`,
      );
    }
  }
  return tags;
}

function identityBody(stored: StoredAzureState, identity: Identity) {
  return {
    id: identityId(stored, identity),
    name: identity.name,
    type: identityType,
    location: identity.location,
    tags: identity.tags,
    properties: {
      tenantId: stored.state.tenantId,
      principalId: identity.principalId,
      clientId: identity.clientId,
      isolationScope: 'None',
    },
    systemData: {
      createdAt: identity.createdAt,
      createdByType: 'Application',
      createdBy: stored.state.clientId,
    },
  };
}
