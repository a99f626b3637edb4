import { lowerFirst } from 'es-toolkit';
import type { RoleGrant } from '../ManagedIdentityProvider';
import { requireIdentities } from './requireIdentities';
import type { Resource, ResourceContext } from './Resource';

/** Names of the roles that FHIR servers usually get (Azure built-in roles). */
const roleNames: Record<string, string> = {
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': 'Storage Blob Data Contributor',
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': 'Storage Blob Data Reader',
  '7f951dda-4ed3-4680-a7ca-43fe172d538d': 'AcrPull',
  '4633458b-17de-408a-b874-0445c86b69e6': 'Key Vault Secrets User',
};

/** A role, and the principal that has it; the principal is unknown until its identity is created. */
interface RoleOfPrincipal {
  principalId?: string;
  grant: RoleGrant;
}

/**
 * The roles that every identity gets. They are removed before their identity: Azure leaves the role assignments of a
 * deleted identity behind.
 */
export const roleAssignment: Resource<RoleOfPrincipal> = {
  id: 'roles',
  field: 'identity',

  async read({ run, identities }) {
    const provider = run.identities;
    if (!provider || provider.roles.length === 0) return [];
    const found: RoleOfPrincipal[] = [];
    for (const { principalId } of identities) {
      const held = await run.call(signal =>
        provider.listRoles(principalId, { signal }),
      );
      found.push(...held.map(grant => ({ principalId, grant })));
    }
    return found;
  },

  plan(context, existing) {
    if (context.identityName === undefined) return [];
    return requireIdentities(context)
      .roles.filter(
        ({ scope, role }) =>
          !existing.some(
            ({ grant }) => grant.scope === scope && grant.role === role,
          ),
      )
      .map(grant => ({
        item: { grant },
        action: 'create',
        sentence: `Assign the ${lowerFirst(nameOf(grant))} to the identity`,
      }));
  },

  async ensure(context, item, signal) {
    const principalId = principalOf(context, item);
    await requireIdentities(context).putRole(principalId, item.grant, {
      signal,
    });
  },

  async remove(context, item, signal) {
    const principalId = principalOf(context, item);
    await requireIdentities(context).removeRole(principalId, item.grant, {
      signal,
    });
  },

  texts(_context, { grant }) {
    const what = nameOf(grant);
    return {
      subject: what,
      ensured: `${what} assigned to the identity`,
      notEnsured: 'could not be assigned to the identity',
      removal: `Remove the ${lowerFirst(what)}`,
      removed: `${what} removed`,
      notRemoved: 'could not be removed',
      left: what,
    };
  },
};

function principalOf(
  { identities: [identity] }: ResourceContext,
  { principalId = identity?.principalId, grant }: RoleOfPrincipal,
): string {
  if (principalId !== undefined) return principalId;
  throw new Error(`${nameOf(grant)} has no identity to be assigned to`);
}

/** `Role Storage Blob Data Contributor on stfhir`. */
function nameOf({ role, scope }: RoleGrant): string {
  return `Role ${roleNames[role.toLowerCase()] ?? role} on ${scope.split('/').pop()}`;
}
