import type {
  ClusterState,
  FleetCluster,
  InstanceList,
} from '@fhir-on-aks/plugin-fhir-common';
import { messageOf } from '../messageOf';
import type { Session } from '../Session';
import { instanceSummary } from './instanceSummary';
import { listFhirs } from './listFhirs';

/** The FHIR servers of all clusters that the command is about. A cluster that does not answer is told, the others are listed. */
export async function listInstances(session: Session): Promise<InstanceList> {
  const answers = await Promise.all(
    session.clusters.map(cluster => askCluster(session, cluster)),
  );
  return {
    clusters: answers.map(({ state }) => state),
    instances: answers
      .flatMap(({ instances }) => instances)
      .sort((a, b) => a.id.localeCompare(b.id)),
  };
}

async function askCluster(session: Session, cluster: FleetCluster) {
  const { name, title = cluster.name } = cluster;
  try {
    const fhirs = await listFhirs(session.connect(cluster), cluster, {
      namespace: session.options.namespace,
      signal: session.signal,
    });
    const state: ClusterState = { name, title, state: 'connected' };
    return { state, instances: fhirs.map(fhir => instanceSummary(name, fhir)) };
  } catch (error) {
    session.signal.throwIfAborted();
    const state: ClusterState = {
      name,
      title,
      state: 'unreachable',
      message: messageOf(error),
    };
    return { state, instances: [] };
  }
}
