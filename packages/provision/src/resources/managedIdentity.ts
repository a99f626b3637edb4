import { identityName } from '@fhir-on-aks/plugin-fhir-common';
import type {
  ManagedIdentity,
  ManagedIdentityProvider,
} from '../ManagedIdentityProvider';
import { identityTags, ownsIdentity } from '../ownership';
import { ProvisionError } from '../ProvisionError';
import { requireIdentities } from './requireIdentities';
import type { Resource, ResourceContext } from './Resource';

/** A managed identity by its name. */
type Named = Pick<ManagedIdentity, 'name'>;

/** The managed identity that the pods sign in with: one per server, unless the request names one or wants none. */
export const managedIdentity: Resource<Named> = {
  id: 'identity',
  field: 'identity',
  tags: ({ target, clusterUid }) => identityTags(target, clusterUid),

  async read(context) {
    context.identities = context.request
      ? await readByName(context)
      : await readByTags(context);
    return context.identities;
  },

  plan(context, [existing]) {
    const identity = context.request?.spec.identity;
    if (!identity || identity.type === 'None') return [];
    const { identityName: name } = context;
    if (name === undefined) {
      return [
        {
          item: { name: identity.name ?? '' },
          action: 'keep',
          sentence: `Use managed identity ${identity.name ?? identity.clientId}, which was made elsewhere`,
        },
      ];
    }
    const { place } = requireIdentities(context);
    return [
      existing
        ? {
            item: existing,
            action: 'keep',
            sentence: `Identity ${name} is in ${place} already`,
          }
        : {
            item: { name },
            action: 'create',
            sentence: `Create identity ${name} in ${place}`,
          },
    ];
  },

  async ensure(context, { name }, signal) {
    const tags = identityTags(context.target, context.clusterUid);
    const provider = requireIdentities(context);
    context.identities = [await provider.put(name, tags, { signal })];
  },

  async remove(context, { name }, signal) {
    await requireIdentities(context).remove(name, { signal });
  },

  texts(context, { name }) {
    const { place } = requireIdentities(context);
    return {
      subject: `Identity ${name}`,
      ensured: `Identity ${name} created in ${place}`,
      notEnsured: `could not be created in ${place}`,
      removal: `Delete identity ${name} from ${place}`,
      removed: `Identity ${name} deleted from ${place}`,
      notRemoved: 'could not be deleted',
      left: `Identity ${name} in ${place}`,
      listed: true,
    };
  },
};

/** The one that the request needs; says in the context that it is provisioned, unless one from elsewhere is used. */
async function readByName(
  context: ResourceContext,
): Promise<ManagedIdentity[]> {
  const { run, target, request, clusterUid } = context;
  const identity = request?.spec.identity;
  if (!identity || identity.type === 'None') return [];
  if (identity.clientId && !run.identities) return [];
  const provider = requireIdentities(context);
  const name = identity.name ?? identityName(target);
  const found = await run.call(signal => provider.get(name, { signal }));
  const ours = found && ownsIdentity(found.tags, target, clusterUid);
  if (identity.clientId && !(ours && found.clientId === identity.clientId)) {
    return [];
  }
  if (found && !ours) throw foreignIdentity(name, provider);
  context.identityName = name;
  return found ? [found] : [];
}

/** Found by their tags, not by their name: the Fhir that knew the name may be gone already. */
async function readByTags({
  run,
  target,
  clusterUid,
}: ResourceContext): Promise<ManagedIdentity[]> {
  const provider = run.identities;
  if (!provider) return [];
  const all = await run.call(signal => provider.list({ signal }));
  return all.filter(({ tags }) => ownsIdentity(tags, target, clusterUid));
}

function foreignIdentity(
  name: string,
  { place }: ManagedIdentityProvider,
): ProvisionError {
  return new ProvisionError(
    `Identity ${name} in ${place} exists already and was not made for this FHIR server; it was not touched.`,
    {
      code: 'not-ours',
      next: 'Choose another name, or set spec.identity.name to a name that is free.',
    },
  );
}
