import { z } from 'zod';
import { ArmError } from './armError';
import {
  methodNotAllowed,
  requireApiVersion,
  sameName,
  type ArmReply,
  type ArmRequest,
} from './armRequest';
import type { ResourceGroup, StoredAzureState } from './azureState';

const apiVersions = ['2021-04-01', '2022-09-01', '2024-03-01', '2025-04-01'];
const Body = z.object({
  location: z.string().min(1),
  tags: z.record(z.string(), z.string()).optional(),
});

/** `/subscriptions/{id}/resourceGroups[/{name}]` */
export function resourceGroups(
  { state, save }: StoredAzureState,
  request: ArmRequest,
): ArmReply {
  requireApiVersion(request.query, 'resourceGroups', apiVersions);
  const name = request.path.resourceGroup;
  const toBody = (group: ResourceGroup) => ({
    id: `/subscriptions/${state.subscriptionId}/resourceGroups/${group.name}`,
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    tags: group.tags,
    properties: { provisioningState: 'Succeeded' },
  });
  if (!name) {
    return { status: 200, body: { value: state.resourceGroups.map(toBody) } };
  }
  const found = state.resourceGroups.find(group => sameName(group.name, name));
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (!found) throw resourceGroupNotFound(name);
      return { status: 200, body: toBody(found) };
    case 'PUT': {
      const body = Body.safeParse(request.body);
      if (!body.success) {
        throw new ArmError(
          400,
          'LocationRequired',
          'The location property is required for this definition.',
        );
      }
      const group = { name, tags: {}, ...body.data };
      if (found) Object.assign(found, group, { name: found.name });
      else state.resourceGroups.push(group);
      save();
      return { status: found ? 200 : 201, body: toBody(found ?? group) };
    }
    default:
      throw methodNotAllowed(request.method);
  }
}

/** The group, or 404 ResourceGroupNotFound. */
export function requireResourceGroup(
  { state }: StoredAzureState,
  name: string,
): ResourceGroup {
  const found = state.resourceGroups.find(group => sameName(group.name, name));
  if (!found) throw resourceGroupNotFound(name);
  return found;
}

function resourceGroupNotFound(name: string): ArmError {
  return new ArmError(
    404,
    'ResourceGroupNotFound',
    `Resource group '${name}' could not be found.`,
  );
}
