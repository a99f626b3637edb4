import { reflect } from '@fhir-on-aks/kube';
import {
  FHIR_RESOURCE,
  type ClusterState,
  type FleetCluster,
  type InstanceList,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Session } from '../Session';
import { instanceSummary } from './instanceSummary';

/** Tells the servers of all clusters now and after every change, until the command is stopped. */
export async function watchInstances(
  session: Session,
  onChange: (list: InstanceList) => void,
): Promise<void> {
  const watched = session.clusters.map(cluster =>
    watchCluster(session, cluster),
  );
  let due = false;
  const tell = () => {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      if (!session.signal.aborted) onChange(listOf(watched));
    });
  };
  for (const { reflector } of watched) {
    reflector.onChange(tell);
    reflector.onState(tell);
    reflector.synced.then(tell);
  }
  await aborted(session.signal);
  await Promise.all(watched.map(({ reflector }) => reflector.stop()));
}

type Watched = ReturnType<typeof watchCluster>;

function watchCluster(session: Session, cluster: FleetCluster) {
  const { namespace } = session.options;
  const reflector = reflect({
    cluster: session.connect(cluster),
    type: FHIR_RESOURCE,
    selection: { namespace },
  });
  return { cluster, reflector };
}

function listOf(watched: Watched[]): InstanceList {
  return {
    clusters: watched.map(({ cluster, reflector }): ClusterState => {
      const { name, title = name } = cluster;
      return { name, title, ...reflector.state };
    }),
    instances: watched
      .flatMap(({ cluster, reflector }) =>
        reflector.list().map(fhir => instanceSummary(cluster.name, fhir)),
      )
      .sort((a, b) => a.id.localeCompare(b.id)),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
