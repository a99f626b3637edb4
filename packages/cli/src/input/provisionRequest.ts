import {
  parseProvisionRequest,
  requireCluster,
  withClusterDefaults,
  type FleetCluster,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { CommandError } from '../CommandError';
import type { Session } from '../Session';
import type { Json } from './json';
import { provisionInput, type ProvisionFlags } from './provisionInput';

/**
 * The request of a file and of the options beside it. Where the file says nothing, the only cluster, the only
 * namespace and what the cluster suggests stand in.
 */
export function provisionRequest(
  document: unknown,
  flags: ProvisionFlags & { timeout?: number },
  session: Session,
): ProvisionRequest {
  const { timeoutMinutes, ...input } = provisionInput(document, flags);
  const cluster = clusterOf(input, session);
  const completed = withClusterDefaults(
    {
      ...input,
      cluster: cluster.name,
      namespace: input.namespace ?? onlyNamespace(cluster),
      ...(flags.timeout === undefined && { timeoutMinutes }),
    },
    session.defaultsOf(cluster),
  );
  return parseProvisionRequest(completed);
}

function clusterOf({ cluster }: Json, { config }: Session): FleetCluster {
  if (typeof cluster === 'string') return requireCluster(config, cluster);
  const [only, ...others] = config.clusters;
  if (only && others.length === 0) return only;
  const names = config.clusters.map(({ name }) => name).join(', ');
  throw new CommandError('The request does not say which cluster.', {
    next: names
      ? `Give --cluster: one of ${names}.`
      : 'Add a cluster to the configuration.',
  });
}

function onlyNamespace({ namespaces }: FleetCluster): string | undefined {
  return namespaces.length === 1 ? namespaces[0] : undefined;
}
