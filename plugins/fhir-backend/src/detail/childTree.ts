import {
  type ChildNode,
  childState,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import { z } from 'zod';
import { podContainers } from './podContainers';

/** What serves first, then how it is reached, then what it is given. Other kinds follow by name. */
const ORDER = [
  'Job',
  'Deployment',
  'ReplicaSet',
  'Pod',
  'Service',
  'EndpointSlice',
  'Ingress',
  'HTTPRoute',
  'ConfigMap',
  'ServiceAccount',
  'AzureIdentity',
  'AzureIdentityBinding',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'NetworkPolicy',
];

const text = z.string().optional().catch(undefined);
const Conditions = z
  .array(
    z
      .object({
        type: z.string(),
        status: z.string(),
        reason: text,
        message: text,
        lastTransitionTime: text,
      })
      .nullable()
      .catch(null),
  )
  .catch([]);

/** What an instance is made of, as a tree by owner reference. `children` has owners before what they own. */
export function childTree(
  rootUid: string,
  children: SnapshotObject[],
  events: SnapshotObject[],
): ChildNode[] {
  const known = new Set([rootUid, ...children.map(uidOf)]);
  const owned = groupBy(children, object => ownerOf(object, known));
  const news = groupBy(events, aboutUid);
  const nodesOf = (uid: string | undefined): ChildNode[] =>
    (owned.get(uid) ?? [])
      .map(object => ({
        ...node(object, news.get(object.metadata.uid) ?? []),
        children: object.metadata.uid ? nodesOf(object.metadata.uid) : [],
      }))
      .filter(isOfToday)
      .sort(inReadingOrder);
  return nodesOf(rootUid);
}

function node(object: SnapshotObject, events: SnapshotObject[]): ChildNode {
  const { apiVersion, kind, metadata } = object;
  const conditions = conditionsOf(object);
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? `${kind}/${metadata.name}`,
    ...(metadata.creationTimestamp
      ? { createdAt: metadata.creationTimestamp }
      : {}),
    ...childState(object, events),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(kind === 'Pod' ? { containers: podContainers(object) } : {}),
    children: [],
  };
}

/** Several owners are rare; the one that controls decides the place. */
function ownerOf(
  { metadata }: SnapshotObject,
  known: Set<string | undefined>,
): string | undefined {
  const owners = (metadata.ownerReferences ?? []).filter(({ uid }) =>
    known.has(uid),
  );
  return (owners.find(owner => owner.controller) ?? owners[0])?.uid;
}

function groupBy<V, K>(values: V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

function uidOf({ metadata }: SnapshotObject): string | undefined {
  return metadata.uid;
}

function aboutUid(event: SnapshotObject): unknown {
  return Object(event.involvedObject).uid;
}

function conditionsOf({
  status,
}: SnapshotObject): NonNullable<ChildNode['conditions']> {
  return Conditions.parse(Object(status).conditions).filter(
    condition => condition !== null,
  );
}

/** A Deployment keeps the ReplicaSets of earlier rollouts, empty, to roll back to them. */
function isOfToday({ kind, detail, children }: ChildNode): boolean {
  return kind !== 'ReplicaSet' || detail !== '0/0' || children.length > 0;
}

function inReadingOrder(a: ChildNode, b: ChildNode): number {
  return (
    rank(a) - rank(b) ||
    a.kind.localeCompare(b.kind) ||
    (a.kind === 'ReplicaSet' ? newestFirst(a, b) : 0) ||
    a.name.localeCompare(b.name)
  );
}

function rank({ kind }: ChildNode): number {
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.length : place;
}

function newestFirst(a: ChildNode, b: ChildNode): number {
  return (b.createdAt ?? '').localeCompare(a.createdAt ?? '');
}
