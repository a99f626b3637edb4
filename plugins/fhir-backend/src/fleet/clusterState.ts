import type { KindState } from '@fhir-on-aks/fhir-view';
import {
  type ClusterState,
  FHIR_RESOURCE,
  type FleetCluster,
} from '@fhir-on-aks/plugin-fhir-common';

/** The state of a cluster from the states of its watches: that of the Fhirs decides, the others may add a sentence. */
export function clusterState(
  { name, title = name }: Pick<FleetCluster, 'name' | 'title'>,
  kinds: readonly KindState[],
  connectError?: string,
): ClusterState {
  const of = { name, title };
  if (connectError) {
    const message = `Cluster ${title} cannot be connected: ${connectError}. The platform team checks its kubeconfig under fhir.clusters.`;
    return { ...of, state: 'unreachable', message };
  }
  const fhirs = kinds.find(({ kind }) => kind === FHIR_RESOURCE.kind)?.state;
  const { state = 'loading', asOf, message: cause } = fhirs ?? {};
  const message = sentence(title, state, cause) ?? unreadable(title, kinds);
  return {
    ...of,
    state,
    ...(asOf ? { asOf } : {}),
    ...(message ? { message } : {}),
  };
}

function sentence(
  title: string,
  state: ClusterState['state'],
  cause: string | undefined,
): string | undefined {
  const because = cause ? ` (${cause.replace(/\.$/, '')})` : '';
  switch (state) {
    case 'unreachable':
      return `Cluster ${title} cannot be reached${because}. What is shown is the last known state.`;
    case 'forbidden':
      return `The portal may not read Fhirs in cluster ${title}${because}. The platform team grants its account list and watch on fhirs.fhir-on-aks.io.`;
    case 'crd-missing':
      return `Cluster ${title} does not know the kind Fhir. The platform team installs it: kubectl apply --server-side -f deploy/crd/fhirs.yaml`;
    case 'loading':
    case 'connected':
      return undefined;
    default:
      return unknownState(state);
  }
}

/** Kinds that the portal may not read; a kind that the cluster does not serve is nothing to say. */
function unreadable(
  title: string,
  kinds: readonly KindState[],
): string | undefined {
  const forbidden = kinds.filter(({ state }) => state.state === 'forbidden');
  if (forbidden.length === 0) return undefined;
  const names = forbidden.map(({ kind }) => kind).join(', ');
  return `The portal may not read ${names} in cluster ${title}, so these parts are missing. The platform team grants its account list and watch on them.`;
}

function unknownState(state: never): never {
  throw new Error(`unknown state ${state}`);
}
