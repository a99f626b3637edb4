import type { ResourceKey } from '../contract';
import { groupVersion, qualifiedName, type ResourceType } from './resourceType';

/** All types that are served now: the built-in ones and what custom resource definitions add. */
export class TypeRegistry {
  private types: ResourceType[] = [];
  private byPath = new Map<string, ResourceType>();
  /** Grows with every change, so that caches of discovery know. */
  generation = 0;

  /** Replaces the versions of one resource; none takes it away. */
  replace(group: string, resource: string, types: ResourceType[]): void {
    this.types = [
      ...this.types.filter(
        type => type.group !== group || type.resource !== resource,
      ),
      ...types,
    ];
    this.byPath = new Map(
      this.types.map(type => [`${groupVersion(type)}/${type.resource}`, type]),
    );
    this.generation += 1;
  }

  all(): readonly ResourceType[] {
    return this.types;
  }

  byResource(
    group: string,
    version: string,
    resource: string,
  ): ResourceType | undefined {
    return this.byPath.get(`${groupVersion({ group, version })}/${resource}`);
  }

  byKind(apiVersion: string, kind: string): ResourceType | undefined {
    return this.types.find(
      type => type.kind === kind && groupVersion(type) === apiVersion,
    );
  }

  byStorageKey(storageKey: string): ResourceType | undefined {
    return this.types.find(
      type => type.storageKey === storageKey && !type.view,
    );
  }

  /** A type by the loose names that ObjectStore takes; throws when there is none. */
  resolve(key: ResourceKey): ResourceType {
    const found = this.types.find(type =>
      typeof key === 'string'
        ? type.kind === key ||
          type.resource === key ||
          qualifiedName(type) === key ||
          `${type.kind}.${type.group}` === key
        : type.group === key.group && type.resource === key.resource,
    );
    if (found) return found;
    const name = typeof key === 'string' ? key : qualifiedName(key);
    throw new Error(
      `no resource type "${name}": give a kind, a plural or plural.group, and install its definition first`,
    );
  }
}
