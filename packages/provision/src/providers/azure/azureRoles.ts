import {
  AuthorizationManagementClient,
  type AuthorizationManagementClientOptionalParams,
} from '@azure/arm-authorization';
import type { TokenCredential } from '@azure/core-auth';
import type { AzureConfig } from '@fhir-on-aks/plugin-fhir-common';
import { createHash } from 'node:crypto';
import type {
  ManagedIdentityProvider,
  RoleGrant,
} from '../../ManagedIdentityProvider';
import { AzureError } from './AzureError';
import { classifyAzureError } from './classifyAzureError';

/** The part of the provider that gives and takes roles. */
export function azureRoles(
  config: AzureConfig,
  credential: TokenCredential,
  options: AuthorizationManagementClientOptionalParams,
): Pick<
  ManagedIdentityProvider,
  'roles' | 'listRoles' | 'putRole' | 'removeRole'
> {
  const { roleAssignments: assignments } = new AuthorizationManagementClient(
    credential,
    config.subscriptionId,
    options,
  );
  const roles = (config.roleAssignments ?? []).map(normalGrant);
  return {
    roles,
    listRoles: async (principalId, { signal } = {}) => {
      const held: RoleGrant[] = [];
      for (const grant of roles) {
        const name = assignmentName(principalId, grant);
        const found = await unlessMissing(() =>
          assignments.get(scopeOf(grant), name, { abortSignal: signal }),
        );
        if (found) held.push(grant);
      }
      return held;
    },
    putRole: async (principalId, grant, { signal } = {}) => {
      await unlessExists(() =>
        assignments.create(
          scopeOf(grant),
          assignmentName(principalId, grant),
          {
            principalId,
            // Tells Azure that a principal it has not heard of yet is no mistake.
            principalType: 'ServicePrincipal',
            roleDefinitionId: roleDefinitionId(config.subscriptionId, grant),
            description: 'Made by fhir-on-aks for a FHIR server',
          },
          { abortSignal: signal },
        ),
      );
    },
    removeRole: async (principalId, grant, { signal } = {}) => {
      const removed = await unlessMissing(() =>
        assignments.delete(scopeOf(grant), assignmentName(principalId, grant), {
          abortSignal: signal,
        }),
      );
      return removed?.id !== undefined;
    },
  };
}

/**
 * Name of the assignment: the same for the same scope, principal and role, so that a repeated request finds it. The
 * principal is part of it: a name without it finds the assignment of a deleted identity (openshift/hypershift #8322).
 */
function assignmentName(
  principalId: string,
  { scope, role }: RoleGrant,
): string {
  return uuid5(`${scope}|${principalId}|${role}`.toLowerCase());
}

function normalGrant({ scope, role }: RoleGrant): RoleGrant {
  return { scope: scope.replace(/\/+$/, ''), role: role.toLowerCase() };
}

/** The client puts a slash before it. */
function scopeOf({ scope }: RoleGrant): string {
  return scope.replace(/^\/+/, '');
}

function roleDefinitionId(subscription: string, { role }: RoleGrant): string {
  return `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

/** RFC 9562 §5.5, in the URL namespace. */
function uuid5(name: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(name).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function unlessMissing<T>(
  work: () => Promise<T>,
): Promise<T | undefined> {
  return tolerate(work, error => error.statusCode === 404);
}

async function unlessExists<T>(work: () => Promise<T>): Promise<T | undefined> {
  return tolerate(work, error => error.code === 'RoleAssignmentExists');
}

async function tolerate<T>(
  work: () => Promise<T>,
  harmless: (error: AzureError) => boolean,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const known = classifyAzureError(error);
    if (known instanceof AzureError && harmless(known)) return undefined;
    throw known;
  }
}
