import type { KubernetesObject } from '@fhir-on-aks/kube';
import { LABELS } from '@fhir-on-aks/plugin-fhir-common';
import { NAMESPACE, podIdentitySpec } from './testing/fhirObjects';
import { OperatorBench } from './testing/OperatorBench';

let bench: OperatorBench;
afterEach(() => bench.stop());

const IDENTITIES = ['AzureIdentity', 'AzureIdentityBinding', 'ServiceAccount'];

function identities(): string[] {
  return bench
    .children()
    .map(child => child.split('/')[0] ?? '')
    .filter(kind => IDENTITIES.includes(kind));
}

/** A ReplicaSet of the Deployment as it is now, and a pod of it. */
function podOfNow(name: string): KubernetesObject[] {
  const deployment = bench.child('Deployment');
  const template = Object(deployment?.spec).template;
  const owned = (kind: string, by: KubernetesObject | undefined) => ({
    namespace: NAMESPACE,
    name,
    labels: template.metadata.labels,
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind,
        name: by?.metadata.name ?? '',
        uid: by?.metadata.uid ?? '',
        controller: true,
      },
    ],
  });
  const [replicaSet] = bench.cluster.seed({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: owned('Deployment', deployment),
    spec: { replicas: 1, template },
  });
  const [pod] = bench.cluster.seed({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: owned('ReplicaSet', replicaSet),
    status: { phase: 'Running' },
  });
  return replicaSet && pod ? [replicaSet, pod] : [];
}

async function removeAll(objects: KubernetesObject[]): Promise<void> {
  for (const { kind, metadata } of objects) {
    const plural = kind === 'Pod' ? 'pods' : 'replicasets';
    const group = kind === 'Pod' ? '' : 'apps';
    await bench.cluster.remove(
      { group, version: 'v1', kind, plural, namespaced: true },
      metadata,
    );
  }
  await bench.quiet();
}

describe('a change from PodIdentity to WorkloadIdentity', () => {
  it('keeps the old objects until the last pod that needs them is gone, whenever the operator restarts', async () => {
    bench = await new OperatorBench().start();
    await bench.apply('cardio', podIdentitySpec);
    const old = podOfNow('old');
    await bench.becomeReady();
    expect(identities()).toEqual(['AzureIdentity', 'AzureIdentityBinding']);

    await bench.apply('cardio', {});
    expect(identities()).toEqual(IDENTITIES);
    expect(bench.condition('IdentityReady')).toMatchObject({
      reason: 'IdentityMigrating',
    });

    podOfNow('new');
    await bench.stop();
    await bench.start();
    await bench.quiet();
    expect(identities()).toEqual(IDENTITIES);

    bench.countFromHere();
    await bench.touchEverything();
    expect(bench.writes()).toEqual([]);

    await removeAll(old.reverse());
    expect(identities()).toEqual(['ServiceAccount']);
    expect(bench.condition('IdentityReady')).toMatchObject({ status: 'True' });
  });

  it('and back leaves nothing behind either', async () => {
    bench = await new OperatorBench().start();
    await bench.apply('cardio', {});
    const old = podOfNow('old');
    await bench.becomeReady();
    await bench.apply('cardio', podIdentitySpec);
    expect(identities()).toEqual(IDENTITIES);
    podOfNow('new');
    await removeAll(old.reverse());
    expect(identities()).toEqual(['AzureIdentity', 'AzureIdentityBinding']);
  });
});

describe('a pod that only says that it belongs to a Fhir', () => {
  it('counts for nothing: the owner reference decides', async () => {
    bench = await new OperatorBench().start();
    const fhir = await bench.apply();
    bench.cluster.seed({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: NAMESPACE,
        name: 'stranger',
        labels: { [LABELS.instanceUid]: fhir.metadata.uid ?? '' },
      },
      status: { phase: 'Failed', message: 'look at me' },
    });
    await bench.quiet();
    expect(JSON.stringify(bench.status())).not.toContain('stranger');
  });
});
