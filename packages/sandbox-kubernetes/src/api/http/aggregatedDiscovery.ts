import type { ResourceType } from '../types/resourceType';
import type { TypeRegistry } from '../types/typeRegistry';
import { groupsOf, reviews, subresourcesOf, verbsOf } from './discovery';

/** What `Accept: …;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList` asks for. */
export const aggregatedType =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** Everything about all groups in one answer; `core` is what /api serves. */
export function aggregatedDiscovery(types: TypeRegistry, core: boolean) {
  const groups = core ? [{ group: '', versions: ['v1'] }] : groupsOf(types);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ group, versions }) => ({
      metadata: { name: group || undefined, creationTimestamp: null },
      versions: versions.map(version => ({
        version,
        freshness: 'Current',
        resources: [
          ...types
            .all()
            .filter(type => type.group === group && type.version === version)
            .map(describe),
          ...reviews
            .filter(one => one.group === group && version === 'v1')
            .map(describeReview),
        ],
      })),
    })),
  };
}

function describe(type: ResourceType) {
  const { group, version, kind } = type;
  return {
    resource: type.resource,
    responseKind: { group, version, kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: verbsOf(type),
    shortNames: type.shortNames.length > 0 ? type.shortNames : undefined,
    categories: type.categories.length > 0 ? type.categories : undefined,
    subresources: subresourcesOf(type).map(one => ({
      subresource: one.name,
      responseKind:
        one.name === 'scale'
          ? { group: 'autoscaling', version: 'v1', kind: 'Scale' }
          : { group, version, kind },
      verbs: one.verbs,
    })),
  };
}

function describeReview(review: (typeof reviews)[number]) {
  return {
    resource: review.resource,
    responseKind: { group: review.group, version: 'v1', kind: review.kind },
    scope: review.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: review.kind.toLowerCase(),
    verbs: ['create'],
  };
}
