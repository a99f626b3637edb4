import {
  FHIR_API_VERSION,
  wordIcon,
  type ChildNode,
  type InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';

/** A node with its place in the tree. */
export interface PlacedNode {
  node: ChildNode;
  depth: number;
}

const STATE_OF_ICON: Record<ReturnType<typeof wordIcon>, ChildNode['state']> = {
  ok: 'ok',
  working: 'working',
  warning: 'problem',
  failed: 'problem',
  deleting: 'deleting',
  paused: 'unknown',
  unknown: 'unknown',
};

/** The Fhir itself as a node, so that it opens like its children. */
export function fhirNode(detail: InstanceDetail): ChildNode {
  const { name, createdAt, health, conditions, children } = detail;
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    name,
    uid: `fhir/${detail.id}`,
    createdAt,
    detail: health.word,
    state: STATE_OF_ICON[wordIcon(health.word)],
    message: health.word === 'Ready' ? undefined : health.sentence,
    conditions,
    children,
  };
}

/** All nodes, each after its parent. */
export function allNodes(nodes: ChildNode[]): ChildNode[] {
  return nodes.flatMap(node => [node, ...allNodes(node.children)]);
}

/** The nodes of a tree in reading order, without those inside a closed one. */
export function placed(
  nodes: ChildNode[],
  closed: ReadonlySet<string>,
  depth = 0,
): PlacedNode[] {
  return nodes.flatMap(node => [
    { node, depth },
    ...(closed.has(node.uid) ? [] : placed(node.children, closed, depth + 1)),
  ]);
}

/** A node by its uid. */
export function findNode(
  nodes: ChildNode[],
  uid: string,
): ChildNode | undefined {
  return allNodes(nodes).find(node => node.uid === uid);
}

/** The pods of a server, those with a problem first. */
export function podsOf(nodes: ChildNode[]): ChildNode[] {
  const pods = allNodes(nodes).filter(node => node.kind === 'Pod');
  const rank = (node: ChildNode) => (node.state === 'problem' ? 0 : 1);
  return pods.sort((a, b) => rank(a) - rank(b));
}
