import { createHash } from 'node:crypto';
import { groupVersion, type ResourceType } from '../types/resourceType';
import type { TypeRegistry } from '../types/typeRegistry';

const objectVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** The same, in the order in which custom resources have them. */
const customVerbs = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];

/** Types that only answer to create: no objects are kept. */
export const reviews = [
  {
    group: 'authentication.k8s.io',
    resource: 'selfsubjectreviews',
    kind: 'SelfSubjectReview',
    namespaced: false,
  },
  {
    group: 'authentication.k8s.io',
    resource: 'tokenreviews',
    kind: 'TokenReview',
    namespaced: false,
  },
  {
    group: 'authorization.k8s.io',
    resource: 'selfsubjectaccessreviews',
    kind: 'SelfSubjectAccessReview',
    namespaced: false,
  },
  {
    group: 'authorization.k8s.io',
    resource: 'selfsubjectrulesreviews',
    kind: 'SelfSubjectRulesReview',
    namespaced: false,
  },
  {
    group: 'authorization.k8s.io',
    resource: 'subjectaccessreviews',
    kind: 'SubjectAccessReview',
    namespaced: false,
  },
  {
    group: 'authorization.k8s.io',
    resource: 'localsubjectaccessreviews',
    kind: 'LocalSubjectAccessReview',
    namespaced: true,
  },
];

interface GroupVersions {
  group: string;
  versions: string[];
}

/** `v1` before `v1beta2` before `v1alpha1`, higher numbers first. */
function versionRank(version: string): number[] {
  const parts = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!parts) return [0, 0, 0];
  const stage = { alpha: 1, beta: 2 }[parts[2] ?? ''] ?? 3;
  return [stage, Number(parts[1]), Number(parts[3] ?? 0)];
}

function byPriority(a: string, b: string): number {
  const left = versionRank(a);
  const right = versionRank(b);
  const index = left.findIndex((value, at) => value !== right[at]);
  return index < 0 ? a.localeCompare(b) : right[index] - left[index];
}

/** All named groups with their versions, best first. */
export function groupsOf(types: TypeRegistry): GroupVersions[] {
  const groups = new Map<string, Set<string>>();
  const add = (group: string, version: string) => {
    const versions = groups.get(group) ?? new Set();
    groups.set(group, versions.add(version));
  };
  types.all().forEach(type => add(type.group, type.version));
  reviews.forEach(review => add(review.group, 'v1'));
  groups.delete('');
  return [...groups].map(([group, versions]) => ({
    group,
    versions: [...versions].sort(byPriority),
  }));
}

/** /apis */
export function apiGroupList(types: TypeRegistry) {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupsOf(types).map(apiGroup),
  };
}

/** /apis/GROUP */
export function apiGroup({ group, versions }: GroupVersions) {
  const list = versions.map(version => ({
    groupVersion: `${group}/${version}`,
    version,
  }));
  return { name: group, versions: list, preferredVersion: list[0] };
}

/** /api/v1 and /apis/GROUP/VERSION; undefined when nothing is served there. */
export function apiResourceList(
  types: TypeRegistry,
  group: string,
  version: string,
) {
  const served = types
    .all()
    .filter(type => type.group === group && type.version === version);
  const asked =
    version === 'v1' ? reviews.filter(one => one.group === group) : [];
  if (served.length === 0 && asked.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion({ group, version }),
    resources: [
      ...served.flatMap(apiResources),
      ...asked.map(one => ({
        name: one.resource,
        singularName: one.kind.toLowerCase(),
        namespaced: one.namespaced,
        kind: one.kind,
        verbs: ['create'],
      })),
    ],
  };
}

/** Says which version is stored, so that clients notice a change of it. Source: apiserver/pkg/endpoints/discovery/storageversionhash.go. */
function storageVersionHash({ group, version, kind }: ResourceType): string {
  const hash = createHash('sha256').update(`${group}/${version}/${kind}`);
  return hash.digest().subarray(0, 8).toString('base64');
}

function apiResources(type: ResourceType) {
  const main = {
    name: type.resource,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: verbsOf(type),
    shortNames: type.shortNames.length > 0 ? type.shortNames : undefined,
    categories: type.categories.length > 0 ? type.categories : undefined,
    storageVersionHash: storageVersionHash(type),
  };
  return [
    main,
    ...subresourcesOf(type).map(one => ({
      name: `${type.resource}/${one.name}`,
      singularName: '',
      namespaced: type.namespaced,
      group: one.name === 'scale' ? 'autoscaling' : undefined,
      version: one.name === 'scale' ? 'v1' : undefined,
      kind: one.kind,
      verbs: one.verbs,
    })),
  ];
}

/** What can be done with the objects of a type. */
export function verbsOf(type: ResourceType): string[] {
  return type.custom ? customVerbs : objectVerbs;
}

/** status and scale come with the type, the others are listed by it. */
export function subresourcesOf(type: ResourceType) {
  const verbs = ['get', 'patch', 'update'];
  const scale = type.scale ? [{ name: 'scale', kind: 'Scale', verbs }] : [];
  const status = type.statusSubresource
    ? [{ name: 'status', kind: type.kind, verbs }]
    : [];
  return type.custom
    ? [...status, ...scale]
    : [...type.subresources, ...scale, ...status];
}
