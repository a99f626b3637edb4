import { z } from 'zod';
import { ArmError } from './armError';
import {
  methodNotAllowed,
  sameName,
  type ArmReply,
  type ArmRequest,
} from './armRequest';
import type { RoleAssignment, StoredAzureState } from './azureState';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const Body = z.object({
  properties: z.object({
    roleDefinitionId: z.string().min(1),
    principalId: z.string().min(1),
    principalType: z.string().optional(),
    description: z.string().optional(),
  }),
});

/** `/{scope}/providers/Microsoft.Authorization/roleAssignments[/{guid}]` */
export function roleAssignments(
  stored: StoredAzureState,
  request: ArmRequest,
): ArmReply {
  const name = request.path.types[0]?.[1];
  const { scope } = request.path;
  if (!name) return listAssignments(stored, request);
  const found = stored.state.roleAssignments.find(
    assignment =>
      sameName(assignment.name, name) && sameName(assignment.scope, scope),
  );
  switch (request.method) {
    case 'GET':
      if (!found) {
        throw new ArmError(
          404,
          'RoleAssignmentNotFound',
          `The role assignment '${name}' is not found.`,
        );
      }
      return { status: 200, body: assignmentBody(found) };
    case 'PUT':
      return putAssignment(stored, request, name, found);
    case 'DELETE':
      if (!found) return { status: 204 };
      stored.state.roleAssignments = stored.state.roleAssignments.filter(
        assignment => assignment !== found,
      );
      stored.save();
      return { status: 200, body: assignmentBody(found) };
    default:
      throw methodNotAllowed(request.method);
  }
}

function listAssignments(
  { state }: StoredAzureState,
  { method, path, query }: ArmRequest,
): ArmReply {
  if (method !== 'GET') throw methodNotAllowed(method);
  const principal = /principalId eq '([^']*)'/.exec(
    query.get('$filter') ?? '',
  )?.[1];
  const value = state.roleAssignments
    .filter(
      assignment =>
        assignment.scope.toLowerCase().startsWith(path.scope.toLowerCase()) &&
        (!principal || sameName(assignment.principalId, principal)),
    )
    .map(assignmentBody);
  return { status: 200, body: { value } };
}

function putAssignment(
  stored: StoredAzureState,
  request: ArmRequest,
  name: string,
  found: RoleAssignment | undefined,
): ArmReply {
  if (!uuid.test(name)) {
    throw new ArmError(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    );
  }
  const body = Body.safeParse(request.body);
  if (!body.success) {
    throw new ArmError(
      400,
      'InvalidCreateRoleAssignmentRequest',
      'The request is incorrectly formatted.',
    );
  }
  const wanted = body.data.properties;
  if (found) {
    if (sameAssignment(found, wanted)) {
      return { status: 200, body: assignmentBody(found) };
    }
    throw new ArmError(
      400,
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  checkNew(stored, request.path.scope, wanted);
  const assignment = {
    ...wanted,
    scope: request.path.scope,
    name,
    principalType: wanted.principalType ?? 'ServicePrincipal',
  };
  stored.state.roleAssignments.push(assignment);
  stored.save();
  return { status: 201, body: assignmentBody(assignment) };
}

function checkNew(
  { state }: StoredAzureState,
  scope: string,
  wanted: z.infer<typeof Body>['properties'],
): void {
  const duplicate = state.roleAssignments.some(
    other => sameName(other.scope, scope) && sameAssignment(other, wanted),
  );
  if (duplicate) {
    throw new ArmError(
      409,
      'RoleAssignmentExists',
      'The role assignment already exists.',
    );
  }
  const known =
    wanted.principalType === 'ServicePrincipal' ||
    state.identities.some(identity =>
      sameName(identity.principalId, wanted.principalId),
    );
  if (!known) {
    throw new ArmError(
      400,
      'PrincipalNotFound',
      `Principal ${wanted.principalId} does not exist in the directory ${state.tenantId}.`,
    );
  }
}

function sameAssignment(
  a: { principalId: string; roleDefinitionId: string },
  b: { principalId: string; roleDefinitionId: string },
): boolean {
  return (
    sameName(a.principalId, b.principalId) &&
    sameName(a.roleDefinitionId, b.roleDefinitionId)
  );
}

function assignmentBody({ name, scope, ...rest }: RoleAssignment) {
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: 'Microsoft.Authorization/roleAssignments',
    properties: { ...rest, scope },
  };
}
