import fs from 'node:fs';
import path from 'node:path';
import {
  connectCluster,
  resourceTypes,
  type ClusterConnection,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import { parse } from 'yaml';
import { startTestApi, type TestApi } from './__testUtils__/startTestApi';

const definition: KubernetesObject = parse(
  fs.readFileSync(
    path.resolve(__dirname, '../../../../deploy/crd/fhirs.yaml'),
    'utf8',
  ),
);
const definitions = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};
const fhirs = {
  group: 'fhir-on-aks.io',
  version: 'v1alpha1',
  kind: 'Fhir',
  plural: 'fhirs',
  namespaced: true,
};

const cardio: KubernetesObject = {
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  metadata: { name: 'cardio', namespace: 'default' },
  spec: {
    fhirVersion: 'R4',
    identity: { type: 'None' },
    database: {
      server: 'sql.example.org',
      name: 'cardio',
      authentication: 'Secret',
      connectionStringSecret: { name: 'db', key: 'connection' },
    },
    security: { mode: 'Disabled' },
    exposure: { type: 'None' },
  },
};

describe('the API of the sandbox, as our own client sees it', () => {
  let test: TestApi;
  let cluster: ClusterConnection;

  beforeAll(async () => {
    test = await startTestApi();
    cluster = connectCluster({ kubeconfigPath: test.kubeconfig, retries: 0 });
    await cluster.create(definitions, definition);
  });

  afterAll(async () => {
    await cluster.close();
    await test.close();
  });

  it('fills in the defaults of a Fhir', async () => {
    const made = await cluster.apply(fhirs, cardio, { fieldManager: 'test' });
    expect(made).toMatchObject({
      metadata: { generation: 1, name: 'cardio' },
      spec: { size: 'Small', exposure: { type: 'None' } },
    });
  });

  it('refuses what a rule of the CRD forbids, in the words of the rule', async () => {
    await expect(
      cluster.apply(
        fhirs,
        {
          ...cardio,
          metadata: { name: 'other', namespace: 'default' },
          spec: { ...Object(cardio.spec), security: { mode: 'Enabled' } },
        },
        { fieldManager: 'test' },
      ),
    ).rejects.toThrow(
      /security.authority is required when security.mode is Enabled/,
    );
  });

  it('lets the fields of an instance be changed only as far as the CRD allows', async () => {
    await expect(
      cluster.patch(
        fhirs,
        { namespace: 'default', name: 'cardio' },
        { spec: { fhirVersion: 'R5' } },
      ),
    ).rejects.toThrow(
      /fhirVersion cannot be changed: make a new Fhir and move the data/,
    );
  });

  it('collects what a deleted object owned', async () => {
    const owner = await cluster.apply<KubernetesObject>(
      fhirs,
      { ...cardio, metadata: { name: 'owner', namespace: 'default' } },
      { fieldManager: 'test' },
    );
    await cluster.apply(
      resourceTypes.ConfigMap,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: 'owned',
          namespace: 'default',
          ownerReferences: [
            {
              apiVersion: owner.apiVersion,
              kind: owner.kind,
              name: 'owner',
              uid: String(owner.metadata.uid),
              blockOwnerDeletion: true,
              controller: true,
            },
          ],
        },
      },
      { fieldManager: 'test' },
    );
    const gone = new Promise<void>(resolve => {
      const stop = test.api.store.watch('Fhir', event => {
        if (event.type === 'DELETED') {
          stop();
          resolve();
        }
      });
    });
    await cluster.remove(
      fhirs,
      { namespace: 'default', name: 'owner' },
      { propagationPolicy: 'Foreground' },
    );
    await gone;
    expect(test.api.store.get('ConfigMap', 'default', 'owned')).toBeUndefined();
  });
});
