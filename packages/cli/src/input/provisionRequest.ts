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

function clusterOf({ cluster }: Json, session: Session): FleetCluster {
  const { config } = session;
  const [only, ...others] = config.clusters;
  if (typeof cluster === 'string') {
    if (only && only.name !== cluster && !session.hasConfiguration) {
      throw otherCluster(cluster, only.name);
    }
    return requireCluster(config, cluster);
  }
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

/** Without a configuration nobody knows how the portal calls the cluster of the kubeconfig. */
function otherCluster(wanted: string, found: string): CommandError {
  return new CommandError(
    `The request is for cluster ${wanted}, and the kubeconfig leads to ${found}.`,
    {
      next: `If that is the same cluster, call it so: --cluster ${wanted}; else name its kubeconfig or context.`,
    },
  );
}
