import type { KubernetesObject } from '@fhir-on-aks/kube';
import type { ChildNode } from '@fhir-on-aks/plugin-fhir-common';
import {
  sampleChildren,
  sampleEvent,
  sampleFhir,
} from '../__testUtils__/sampleObjects';
import { childTree } from './childTree';

const fhir = sampleFhir();
const ROOT = 'uid-cardio';

/** The tree as indented text. */
function drawn(nodes: ChildNode[], indent = ''): string[] {
  return nodes.flatMap(({ kind, name, children }) => [
    `${indent}${kind} ${name}`,
    ...drawn(children, `${indent}  `),
  ]);
}

function find(nodes: ChildNode[], kind: string): ChildNode | undefined {
  for (const node of nodes) {
    const found = node.kind === kind ? node : find(node.children, kind);
    if (found) return found;
  }
  return undefined;
}

const ownedBy = (
  object: KubernetesObject,
  ...uids: string[]
): KubernetesObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    ownerReferences: uids.map((uid, index) => ({
      apiVersion: 'v1',
      kind: 'Owner',
      name: uid,
      uid,
      controller: index === uids.length - 1,
    })),
  },
});

describe('childTree', () => {
  it('puts what serves first, and leaves out the empty ReplicaSets of earlier rollouts', () => {
    expect(drawn(childTree(ROOT, sampleChildren(fhir), []))).toEqual([
      'Deployment cardio',
      '  ReplicaSet cardio-7c9d',
      '    Pod cardio-7c9d-x1',
      '    Pod cardio-7c9d-x2',
      'Service cardio',
      'Ingress cardio',
      'ConfigMap cardio',
      'PodDisruptionBudget cardio',
    ]);
  });

  it('shows of each object its state, its age and its conditions', () => {
    const tree = childTree(ROOT, sampleChildren(fhir), []);
    expect(find(tree, 'Deployment')).toMatchObject({
      apiVersion: 'apps/v1',
      uid: 'Deployment-cardio',
      createdAt: '2026-09-01T10:00:00Z',
      detail: '2/2',
      state: 'ok',
      conditions: [
        {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Available is True.',
          lastTransitionTime: '2026-09-01T10:00:00Z',
        },
      ],
    });
    expect(find(tree, 'Service')).not.toHaveProperty('conditions');
    expect(find(tree, 'Pod')?.containers).toEqual(['fhir']);
  });

  it('gives an object that does not say why the words of the warning about it', () => {
    const children = sampleChildren(fhir);
    const pod = children.find(({ kind }) => kind === 'Pod');
    if (!pod) throw new Error('no pod');
    const pending = { ...pod, status: { phase: 'Pending' } };
    const warning = sampleEvent(pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      message: '0/3 nodes are available: 3 Insufficient memory.',
    });
    const objects = children.map(object => (object === pod ? pending : object));
    const node = find(childTree(ROOT, objects, [warning]), 'Pod');
    expect(node?.state).not.toBe('ok');
    expect(node?.message).toMatch('Insufficient memory');
  });

  it.each([
    ['the one that controls it', ['Deployment-cardio', ROOT], 1],
    ['the one that is ours', [ROOT, 'somewhere-else'], 1],
  ])('places an object of several owners under %s', (_, owners, places) => {
    const [deployment] = sampleChildren(fhir);
    const job = ownedBy(
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'job', uid: 'job' },
      },
      ...owners,
    );
    const tree = childTree(
      ROOT,
      [...sampleChildren(fhir), job].filter(object => object !== deployment),
      [],
    );
    const lines = drawn(tree).filter(line => line.endsWith('Job job'));
    expect(lines).toHaveLength(places);
  });

  it('shows a kind that it does not know', () => {
    const odd = ownedBy(
      {
        apiVersion: 'example.org/v1',
        kind: 'Odd',
        metadata: { name: 'odd', uid: 'odd' },
      },
      ROOT,
    );
    expect(drawn(childTree(ROOT, [odd], []))).toEqual(['Odd odd']);
  });
});
