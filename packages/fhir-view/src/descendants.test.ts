import type { KubernetesObject } from '@fhir-on-aks/kube';
import { descendants } from './descendants';

function object(kind: string, uid: string, owner?: string): KubernetesObject {
  const ownerReferences = owner
    ? [{ apiVersion: 'v1', kind: 'Owner', name: owner, uid: owner }]
    : [];
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name: uid, namespace: 'fhir', uid, ownerReferences },
  };
}

const deployment = object('Deployment', 'deployment', 'fhir');
const replicaSet = object('ReplicaSet', 'replicaset', 'deployment');
const pod = object('Pod', 'pod', 'replicaset');
const stranger = object('Pod', 'stranger', 'unknown');

const uids = (objects: KubernetesObject[]) => objects.map(o => o.metadata.uid);

describe('descendants', () => {
  it.each([
    ['owners first', [deployment, replicaSet, pod, stranger]],
    ['children first', [stranger, pod, replicaSet, deployment]],
  ])('are everything that belongs to a Fhir: %s', (_, candidates) => {
    expect(uids(descendants('fhir', candidates))).toEqual([
      'deployment',
      'replicaset',
      'pod',
    ]);
  });

  it('of objects that own each other are found once', () => {
    const one = object('Pod', 'one', 'two');
    const two = object('Pod', 'two', 'one');
    expect(uids(descendants('one', [one, two]))).toEqual(['two', 'one']);
  });
});
