import {
  OperationOutcomeError,
  badRequest,
  conflict,
  gone,
  notFound,
  preconditionFailed,
  type WithId,
} from '@medplum/core';
import {
  MemoryRepository,
  type CreateResourceOptions,
  type DeleteResourceOptions,
  type UpdateResourceOptions,
} from '@medplum/fhir-router';
import type { Resource } from '@medplum/fhirtypes';
import type { Clock } from './clock';
import { copyOf } from './fhirJson';
import type { Change, Version, VersionStore } from './VersionStore';

/** What the server keeps of the history of a resource type. */
export type VersioningPolicy = 'versioned' | 'no-version' | 'versioned-update';

/**
 * A database as the replicas of one server share it: the repository of @medplum/fhir-router with upstream's version
 * numbers, history, deletions (410) and all-or-nothing transactions. Searches go through runSearch: Medplum's own
 * finds strings anywhere in a text, knows no quantities and ignores modifiers that it does not know.
 */
export class FhirDatabase extends MemoryRepository {
  /** Set by the server from its configuration. */
  policyOf: (resourceType: string) => VersioningPolicy = () => 'versioned';
  /** Inside a transaction: what it has changed so far. */
  private journal?: Change[];

  constructor(
    private readonly clock: Clock,
    readonly store: VersionStore,
  ) {
    super();
  }

  override async createResource<T extends Resource>(
    resource: T,
    options?: CreateResourceOptions,
    update = false,
  ): Promise<WithId<T>> {
    const given = update || options?.assignedId ? resource.id : undefined;
    const id = given ?? this.generateId();
    if (!update && this.store.last(resource.resourceType, id)?.resource) {
      throw new OperationOutcomeError(conflict('The id is already in use.'));
    }
    return this.write({ ...resource, id });
  }

  override async updateResource<T extends Resource>(
    resource: T,
    options?: UpdateResourceOptions,
  ): Promise<WithId<T>> {
    const { resourceType, id } = resource;
    if (!id) throw new OperationOutcomeError(badRequest('Missing id'));
    this.requireMatch(resourceType, id, options?.ifMatch);
    return this.write({ ...resource, id });
  }

  // The repository contract is generic over a type that only the caller knows; what is stored is what was written.
  override async readResource<T extends Resource>(
    resourceType: string,
    id: string,
  ): Promise<T> {
    const last = this.store.last(resourceType, id);
    if (!last) throw new OperationOutcomeError(notFound);
    if (!last.resource) throw new OperationOutcomeError(gone);
    return copyOf(last.resource) as T;
  }

  override async readVersion<T extends Resource>(
    resourceType: string,
    id: string,
    versionId: string,
  ): Promise<T> {
    const version = this.store
      .history(resourceType, id)
      .find(one => String(one.version) === versionId);
    if (!version) throw new OperationOutcomeError(notFound);
    if (!version.resource) throw new OperationOutcomeError(gone);
    return copyOf(version.resource) as T;
  }

  override async deleteResource(
    resourceType: string,
    id: string,
    options?: DeleteResourceOptions,
  ): Promise<void> {
    const last = this.store.last(resourceType, id);
    if (!last?.resource) return;
    this.requireMatch(resourceType, id, options?.ifMatch);
    this.add({ type: resourceType, id, version: last.version + 1 });
  }

  /** Deletes a resource with its history. */
  purge(type: string, id: string): void {
    this.record(this.store.purge(type, id));
  }

  /** All or nothing: what was written is taken back when the callback fails. */
  override async withTransaction<R>(
    callback: (repository: this) => Promise<R>,
  ): Promise<R> {
    if (this.journal) return callback(this);
    const scoped: this = Object.create(this);
    const journal: Change[] = [];
    scoped.journal = journal;
    try {
      const result = await callback(scoped);
      this.store.commit(journal);
      return result;
    } catch (error) {
      this.store.rollBack(journal);
      throw error;
    }
  }

  private requireMatch(type: string, id: string, ifMatch?: string): void {
    const last = this.store.last(type, id);
    if (ifMatch !== undefined && String(last?.version) !== ifMatch) {
      throw new OperationOutcomeError(preconditionFailed);
    }
    const mustMatch =
      last?.resource && this.policyOf(type) === 'versioned-update';
    if (mustMatch && ifMatch === undefined) {
      throw new OperationOutcomeError(
        badRequest(
          `An If-Match header is required to update a resource of type '${type}'.`,
        ),
      );
    }
  }

  private write<T extends Resource>(resource: T & { id: string }): WithId<T> {
    const { resourceType: type, id } = resource;
    const last = this.store.last(type, id);
    const version = (last?.version ?? 0) + 1;
    const stored = {
      ...copyOf(resource),
      meta: {
        ...resource.meta,
        versionId: String(version),
        lastUpdated: this.now(),
      },
    };
    this.add({ type, id, version, resource: stored });
    return copyOf(stored);
  }

  private add(version: Omit<Version, 'at'>): void {
    const replace = this.policyOf(version.type) === 'no-version';
    this.record(this.store.add({ ...version, at: this.now() }, { replace }));
  }

  private record(change: Change): void {
    if (this.journal) this.journal.push(change);
    else this.store.commit([change]);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
