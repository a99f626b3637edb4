import type { ManagedIdentityProvider } from '../ManagedIdentityProvider';
import { ProvisionError } from '../ProvisionError';
import type { ResourceContext } from './Resource';

/** The managed identities of the cluster; throws `ProvisionError` when the cluster has no Azure settings. */
export function requireIdentities({
  run,
  target,
}: Pick<ResourceContext, 'run' | 'target'>): ManagedIdentityProvider {
  if (run.identities) return run.identities;
  throw new ProvisionError(
    `Cluster ${target.cluster} has no Azure settings, so no managed identity can be made.`,
    {
      code: 'not-configured',
      next: 'Set azure of the cluster in the configuration, give spec.identity.clientId, or choose identity type None.',
    },
  );
}
