import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';

/** A Fhir of a cluster as the catalog entity that it wants to be. */
export interface CatalogInstance {
  id: InstanceId;
  cluster: string;
  entity: Entity;
}

/** What the catalog holds of a cluster: entity by entity ref. */
export type Published = ReadonlyMap<string, ReadonlyMap<string, Entity>>;

/** One call of `applyMutation` on the provider of a cluster. */
export type ClusterMutation =
  | { type: 'full'; cluster: string; entities: Entity[] }
  | { type: 'delta'; cluster: string; added: Entity[]; removed: string[] };

/** Two instances want the same entity ref; `hidden` is left out of the catalog. */
export interface Collision {
  entityRef: string;
  shown: InstanceId;
  hidden: InstanceId;
}

/** What has to be done, in this order, and what the catalog holds afterwards. */
export interface MutationPlan {
  mutations: ClusterMutation[];
  published: Map<string, Map<string, Entity>>;
  collisions: Collision[];
}

interface Wanted {
  clusters: readonly string[];
  instances: Iterable<CatalogInstance>;
  published: Published;
  /** Clusters whose provider has not said everything once since the start and whose cache is in step now. */
  full: ReadonlySet<string>;
}

/**
 * Compares what should be in the catalog with what was published. An entity ref belongs to the cluster that comes first
 * in the configuration. What leaves goes before what comes: the catalog refuses an entity ref that another provider holds.
 */
export function planMutations(wanted: Wanted): MutationPlan {
  const { clusters, published, full } = wanted;
  const { target, collisions } = assignEntityRefs(wanted);
  const removals: ClusterMutation[] = [];
  const replacements: ClusterMutation[] = [];
  const additions: ClusterMutation[] = [];
  for (const cluster of clusters) {
    const next = target.get(cluster) ?? new Map<string, Entity>();
    const before = published.get(cluster) ?? new Map<string, Entity>();
    if (full.has(cluster)) {
      const entities = [...next.values()];
      replacements.push({ type: 'full', cluster, entities });
      continue;
    }
    const removed = [...before.keys()].filter(ref => !next.has(ref));
    const added = [...next]
      .filter(([ref, entity]) => before.get(ref) !== entity)
      .map(([, entity]) => entity);
    if (removed.length > 0) {
      removals.push({ type: 'delta', cluster, added: [], removed });
    }
    if (added.length > 0) {
      additions.push({ type: 'delta', cluster, added, removed: [] });
    }
  }
  const mutations = [...removals, ...replacements, ...additions];
  return { mutations, published: target, collisions };
}

function assignEntityRefs({ clusters, instances }: Wanted) {
  const order = new Map(clusters.map((cluster, index) => [cluster, index]));
  const rank = (instance: CatalogInstance) => order.get(instance.cluster) ?? 0;
  const sorted = [...instances].sort(
    (a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id),
  );
  const target = new Map(
    clusters.map(cluster => [cluster, new Map<string, Entity>()]),
  );
  const holders = new Map<string, InstanceId>();
  const collisions: Collision[] = [];
  for (const { id, cluster, entity } of sorted) {
    const entityRef = stringifyEntityRef(entity);
    const shown = holders.get(entityRef);
    if (shown === undefined) {
      holders.set(entityRef, id);
      target.get(cluster)?.set(entityRef, entity);
    } else {
      collisions.push({ entityRef, shown, hidden: id });
    }
  }
  return { target, collisions };
}
