import {
  OperationOutcomeError,
  badRequest,
  conflict,
  created,
  allOk,
  formatSearchQuery,
  gone,
  multipleMatches,
  notFound,
  preconditionFailed,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import {
  MemoryRepository,
  type CreateResourceOptions,
  type DeleteResourceOptions,
  type UpdateResourceOptions,
} from '@medplum/fhir-router';
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Clock } from '../kubernetes';
import { runSearch } from './runSearch';
import { parseSearch } from './searchQuery';
import { VersionStore, type Version } from './VersionStore';

/** What the server keeps of the history of a resource type. */
export type VersioningPolicy = 'versioned' | 'no-version' | 'versioned-update';

/**
 * A database as the replicas of one server share it: the repository of @medplum/fhir-router with upstream's version
 * numbers, history, deletions (410), search and all-or-nothing transactions.
 */
export class FhirDatabase extends MemoryRepository {
  /** Set by the server from its configuration. */
  policyOf: (resourceType: string) => VersioningPolicy = () => 'versioned';
  /** Inside a transaction: what it has written so far. */
  private journal?: Version[];

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

  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest<T>,
    options?: CreateResourceOptions,
  ): Promise<{ resource: WithId<T>; outcome: OperationOutcome }> {
    const found = await this.searchResources<T>(search);
    if (found.length > 1) throw new OperationOutcomeError(multipleMatches);
    if (found.length === 1) return { resource: found[0], outcome: allOk };
    const made = await this.createResource(resource, options);
    return { resource: made, outcome: created };
  }

  // The repository contract is generic over a type that only the caller knows; what is stored is what was written.
  override async readResource<T extends Resource>(
    resourceType: string,
    id: string,
  ): Promise<T> {
    const last = this.store.last(resourceType, id);
    if (!last) throw new OperationOutcomeError(notFound);
    if (!last.resource) throw new OperationOutcomeError(gone);
    return structuredClone(last.resource) as T;
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
    return structuredClone(version.resource) as T;
  }

  override async readHistory<T extends Resource>(
    resourceType: string,
    id: string,
  ): Promise<Bundle<T>> {
    const versions = this.store.history(resourceType, id);
    if (versions.length === 0) throw new OperationOutcomeError(notFound);
    return {
      resourceType: 'Bundle',
      type: 'history',
      total: versions.length,
      entry: versions.map(({ resource }) => ({ resource: resource as T })),
    };
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

  override async search<T extends Resource>(
    request: SearchRequest<T>,
  ): Promise<Bundle<WithId<T>>> {
    const parameters = new URLSearchParams(formatSearchQuery(request));
    parameters.delete('_offset');
    const query = parseSearch(request.resourceType, parameters, {
      defaultCount: 10,
      maximumCount: 1000,
    });
    const result = runSearch(this.store, query);
    const entry = [
      ...result.matches.map(resource => ({
        resource: structuredClone(resource) as WithId<T>,
        search: { mode: 'match' as const },
      })),
      ...result.included.map(resource => ({
        resource: structuredClone(resource) as WithId<T>,
        search: { mode: 'include' as const },
      })),
    ];
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: result.total,
      entry,
    };
  }

  /** All or nothing: what was written is taken back when the callback fails. */
  override async withTransaction<R>(
    callback: (repository: this) => Promise<R>,
  ): Promise<R> {
    if (this.journal) return callback(this);
    const scoped: this = Object.create(this);
    const journal: Version[] = [];
    scoped.journal = journal;
    try {
      const result = await callback(scoped);
      this.store.keep(journal);
      return result;
    } catch (error) {
      this.store.takeBack(journal);
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
      ...structuredClone(resource),
      meta: {
        ...resource.meta,
        versionId: String(version),
        lastUpdated: this.now(),
      },
    };
    this.add({ type, id, version, resource: stored });
    return structuredClone(stored) as WithId<T>;
  }

  private add(version: Omit<Version, 'at'>): void {
    const complete = { ...version, at: this.now() };
    const replace = this.policyOf(version.type) === 'no-version';
    this.store.add(complete, { replace });
    if (this.journal) this.journal.push(complete);
    else this.store.keep([complete]);
  }

  private now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
