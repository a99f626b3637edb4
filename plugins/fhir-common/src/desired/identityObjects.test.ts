import type { Fhir } from '../api/fhir';
import { defaultOperatorSettings as settings } from '../operatorSettings';
import type { SnapshotObject } from '../status/snapshot';
import { fhirWith, noIdentity, podIdentity } from '../testing/fhirWith';
import { desiredObjects } from './desiredObjects';
import { identityObjects, identityTypeOf } from './identityObjects';
import type { KubernetesObject } from './KubernetesObject';

const workload = fhirWith();
const legacy = fhirWith(podIdentity);
const none = fhirWith(noIdentity);
const kinds = (objects: Array<{ kind: string }>) =>
  objects.map(({ kind }) => kind);

describe('identityObjects', () => {
  it.each<[string, Fhir, string[]]>([
    ['WorkloadIdentity', workload, ['ServiceAccount']],
    ['PodIdentity', legacy, ['AzureIdentity', 'AzureIdentityBinding']],
    ['None', none, []],
  ])('%s', (_, fhir, expected) => {
    expect(kinds(identityObjects(fhir, []))).toEqual(expected);
  });

  it('lets the managed identity trust the service account', () => {
    expect(identityObjects(workload, [])).toMatchObject([
      {
        kind: 'ServiceAccount',
        metadata: {
          name: 'cardio',
          annotations: {
            'azure.workload.identity/client-id':
              '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa',
            'azure.workload.identity/tenant-id':
              '0d6a1f2b-0c1d-4e2f-8a3b-4c5d6e7f8091',
          },
        },
        automountServiceAccountToken: false,
      },
    ]);
  });

  it('binds the legacy identity to pods of the same namespace by one label', () => {
    const [identity, binding] = identityObjects(legacy, []);
    expect(identity).toMatchObject({
      apiVersion: 'aadpodidentity.k8s.io/v1',
      metadata: {
        annotations: { 'aadpodidentity.k8s.io/Behavior': 'namespaced' },
      },
      spec: {
        type: 0,
        clientID: '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa',
        resourceID: '/subscriptions/5f0c/resourceGroups/rg-fhir/providers/id',
        tenantID: '0d6a1f2b-0c1d-4e2f-8a3b-4c5d6e7f8091',
      },
    });
    expect(binding).toMatchObject({
      spec: { azureIdentity: 'cardio', selector: 'cardio' },
    });
    const deployment = find(desiredObjects(legacy, settings), 'Deployment');
    expect(deployment).toMatchObject({
      metadata: { labels: { aadpodidbinding: 'cardio' } },
      spec: {
        template: { metadata: { labels: { aadpodidbinding: 'cardio' } } },
      },
    });
  });

  it.each<[string, Fhir, Fhir]>([
    ['PodIdentity to WorkloadIdentity', legacy, workload],
    ['WorkloadIdentity to PodIdentity', workload, legacy],
    ['WorkloadIdentity to None', workload, none],
  ])(
    'keeps the old identity from %s until the last pod has moved',
    (_, before, after) => {
      const old = identityObjects(before, []);
      const live = [...old, podOf(before, 'old'), podOf(after, 'new')];
      const during = identityObjects(after, live.map(asLive));
      expect(kinds(during).sort()).toEqual(
        kinds([...old, ...identityObjects(after, [])]).sort(),
      );
      const moved = [
        ...old,
        podOf(after, 'new'),
        find(desiredObjects(after, settings), 'Deployment'),
      ];
      expect(identityObjects(after, moved.map(asLive))).toEqual(
        identityObjects(after, []),
      );
    },
  );

  it('keeps what it retains as it is, so that applying changes nothing', () => {
    const old = identityObjects(legacy, []);
    const live = [...old, podOf(legacy, 'old')].map(asLive);
    const retained = identityObjects(workload, live).filter(
      ({ kind }) => kind !== 'ServiceAccount',
    );
    expect(retained).toEqual(old);
  });

  it('waits for the Deployment too: it may still make pods of the old type', () => {
    const old = identityObjects(legacy, []);
    const deployment = find(desiredObjects(legacy, settings), 'Deployment');
    const live = [...old, deployment].map(asLive);
    expect(kinds(identityObjects(workload, live))).toContain('AzureIdentity');
  });
});

describe('identityTypeOf', () => {
  it.each([
    [{ 'azure.workload.identity/use': 'true' }, 'WorkloadIdentity'],
    [{ aadpodidbinding: 'cardio' }, 'PodIdentity'],
    [{}, 'None'],
  ])('%j is %s', (labels, type) => {
    expect(identityTypeOf(labels)).toBe(type);
  });
});

function find(objects: KubernetesObject[], kind: string): KubernetesObject {
  const [found] = objects.filter(object => object.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

function podOf(fhir: Fhir, name: string): KubernetesObject {
  const { metadata } = find(desiredObjects(fhir, settings), 'Deployment');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name },
  };
}

function asLive(object: KubernetesObject): SnapshotObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, uid: metadata.name } };
}
