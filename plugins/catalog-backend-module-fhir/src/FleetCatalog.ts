import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { isEqual } from 'es-toolkit';
import {
  type CatalogInstance,
  type ClusterMutation,
  type Collision,
  planMutations,
} from './planMutations';

/** How long changes are gathered into one mutation. */
const GATHER_MS = 50;
const RETRY_MS = { first: 1_000, most: 30_000 };

/**
 * What the clusters say, told to the catalog: gathers changes, plans the mutations and applies them one after the other.
 * When the catalog refuses, the same changes are tried again; nothing is forgotten.
 */
export class FleetCatalog {
  readonly #clusters: string[];
  readonly #logger: LoggerService;
  readonly #instances = new Map<InstanceId, CatalogInstance>();
  readonly #connections = new Map<string, EntityProviderConnection>();
  readonly #awaitingFull: Set<string>;
  readonly #synced = new Set<string>();
  readonly #saidCollisions = new Set<string>();
  #published = new Map<string, Map<string, Entity>>();
  #timer?: NodeJS.Timeout;
  #applying = false;
  #retryMs = RETRY_MS.first;
  #stopped = false;

  constructor(options: { clusters: string[]; logger: LoggerService }) {
    this.#clusters = options.clusters;
    this.#logger = options.logger;
    this.#awaitingFull = new Set(options.clusters);
  }

  /** The provider of a cluster is ready to take mutations. */
  connect(cluster: string, connection: EntityProviderConnection): void {
    this.#connections.set(cluster, connection);
    this.#schedule(GATHER_MS);
  }

  /** A Fhir is new or changed; an entity equal to the last one costs nothing. */
  upsert(instance: CatalogInstance): void {
    const known = this.#instances.get(instance.id);
    if (known && isEqual(known.entity, instance.entity)) return;
    this.#instances.set(instance.id, instance);
    this.#schedule(GATHER_MS);
  }

  /** A Fhir is gone from its cluster. */
  remove(id: InstanceId): void {
    if (this.#instances.delete(id)) this.#schedule(GATHER_MS);
  }

  /** Everything that a cluster holds is known; what the catalog still holds from before may leave. */
  markSynced(cluster: string): void {
    if (this.#synced.has(cluster)) return;
    this.#synced.add(cluster);
    this.#schedule(GATHER_MS);
  }

  /** Nothing is applied any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(delayMs: number): void {
    if (this.#stopped || this.#timer || this.#applying) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#apply();
    }, delayMs);
  }

  async #apply(): Promise<void> {
    this.#applying = true;
    let again: number | undefined;
    try {
      again = (await this.#applyOnce()) ? GATHER_MS : undefined;
      this.#retryMs = RETRY_MS.first;
    } catch (error) {
      again = this.#retryMs;
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.most);
      this.#logger.error(
        `The catalog did not take the FHIR servers; trying again in ${again} ms`,
        toError(error),
      );
    }
    this.#applying = false;
    if (again !== undefined) this.#schedule(again);
  }

  /** Resolves to true when something changed while the catalog was busy. */
  async #applyOnce(): Promise<boolean> {
    const plan = this.#plan();
    this.#warnOfCollisions(plan.collisions);
    for (const mutation of plan.mutations) {
      await this.#connections
        .get(mutation.cluster)
        ?.applyMutation(asProviderMutation(mutation));
      this.#remember(mutation, plan.published);
    }
    return this.#plan().mutations.length > 0;
  }

  #plan() {
    const clusters = this.#clusters.filter(name => this.#connections.has(name));
    const full = clusters.filter(
      name => this.#awaitingFull.has(name) && this.#synced.has(name),
    );
    return planMutations({
      clusters,
      instances: [...this.#instances.values()].filter(({ cluster }) =>
        clusters.includes(cluster),
      ),
      published: this.#published,
      full: new Set(full),
    });
  }

  #remember(
    mutation: ClusterMutation,
    target: Map<string, Map<string, Entity>>,
  ): void {
    const { cluster } = mutation;
    if (mutation.type === 'full') {
      this.#awaitingFull.delete(cluster);
      this.#published.set(cluster, target.get(cluster) ?? new Map());
      return;
    }
    const held = new Map(this.#published.get(cluster));
    const next = target.get(cluster);
    for (const ref of mutation.removed) held.delete(ref);
    if (mutation.added.length > 0) next?.forEach((e, ref) => held.set(ref, e));
    this.#published.set(cluster, held);
  }

  #warnOfCollisions(collisions: Collision[]): void {
    for (const { entityRef, shown, hidden } of collisions) {
      const key = `${entityRef} ${hidden}`;
      if (this.#saidCollisions.has(key)) continue;
      this.#saidCollisions.add(key);
      this.#logger.error(
        `FHIR server ${hidden} is not in the catalog: ${shown} already is ${entityRef}. ` +
          `Set fhir.catalog.entityNamePattern to a pattern that tells them apart, such as '{cluster}-{name}'.`,
      );
    }
  }
}

/** Entities of one cluster share a location key, so that no other source replaces them by chance. */
function asProviderMutation(mutation: ClusterMutation): EntityProviderMutation {
  const locationKey = `fhir:${mutation.cluster}`;
  const deferred = (entities: Entity[]) =>
    entities.map(entity => ({ entity, locationKey }));
  return mutation.type === 'full'
    ? { type: 'full', entities: deferred(mutation.entities) }
    : {
        type: 'delta',
        added: deferred(mutation.added),
        removed: mutation.removed.map(entityRef => ({
          entityRef,
          locationKey,
        })),
      };
}
