import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  ClusterUnreachableError,
  type KubernetesObject,
  resourceTypes,
} from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  FHIR_API_VERSION,
  FHIR_RESOURCE,
} from '@fhir-on-aks/plugin-fhir-common';
import request from 'supertest';
import catalogModuleFhir, { connectClusterServiceRef } from './index';

const fhir = (
  name: string,
  annotations: Record<string, string> = {},
): KubernetesObject => ({
  apiVersion: FHIR_API_VERSION,
  kind: 'Fhir',
  metadata: { name, namespace: 'fhir', annotations },
  spec: { fhirVersion: 'R4' },
});

async function start(
  clusters: Record<string, FakeCluster>,
  fhirConfig: object = {},
) {
  const names = Object.keys(clusters);
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleFhir,
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost' },
          fhir: { clusters: names.map(name => ({ name })), ...fhirConfig },
        },
      }),
      createServiceFactory({
        service: connectClusterServiceRef,
        deps: {},
        factory: () => cluster => {
          const client = clusters[cluster.name];
          if (!client) throw new Error('cannot read the kubeconfig');
          return client;
        },
      }),
    ],
  });
  const servers = async (): Promise<Entity[]> => {
    const answer = await request(backend.server)
      .get('/api/catalog/entities')
      .query({ filter: 'kind=resource,spec.type=fhir-server' });
    return answer.body;
  };
  /** Asks until the catalog says what is expected; the limit is that of the test. */
  const until = async (check: (entities: Entity[]) => boolean) => {
    for (;;) {
      const entities = await servers();
      if (check(entities)) return entities;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  };
  return { servers, until, stop: () => backend.stop() };
}
const refs = (entities: Entity[]) => entities.map(e => e.metadata.name).sort();

describe('FHIR servers in a real catalog', () => {
  it('appear with their Fhir, change with it and leave with it', async () => {
    const cluster = new FakeCluster();
    cluster.seed(fhir('cardio', { 'fhir-on-aks.io/owner': 'cardiology' }));
    const { until, stop } = await start({ aks: cluster });
    const [cardio] = await until(entities => entities.length === 1);
    expect(cardio).toMatchObject({
      kind: 'Resource',
      metadata: { namespace: 'fhir', name: 'cardio' },
      spec: { type: 'fhir-server', owner: 'group:default/cardiology' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/cardiology' }],
    });

    await cluster.create(FHIR_RESOURCE, fhir('neuro'));
    await until(entities => entities.length === 2);

    await cluster.patch(
      FHIR_RESOURCE,
      { namespace: 'fhir', name: 'neuro' },
      { status: { url: 'https://neuro.example.org' } },
      { subresource: 'status' },
    );
    await until(entities =>
      entities.some(
        ({ metadata }) =>
          metadata.links?.[0]?.url === 'https://neuro.example.org',
      ),
    );

    await cluster.remove(FHIR_RESOURCE, { namespace: 'fhir', name: 'cardio' });
    const left = await until(entities => entities.length === 1);
    expect(refs(left)).toEqual(['neuro']);
    await stop();
  }, 30_000);

  it('of one cluster come and go while another cluster is down, and nothing of that one is removed', async () => {
    const one = new FakeCluster();
    const two = new FakeCluster();
    one.seed(fhir('cardio'));
    two.seed(fhir('neuro'));
    const { until, servers, stop } = await start({ one, two });
    await until(entities => entities.length === 2);

    two.fail({ verb: 'watch' }, new ClusterUnreachableError('refused'), 99);
    two.fail({ verb: 'list' }, new ClusterUnreachableError('refused'), 99);
    two.endWatches();
    await one.remove(FHIR_RESOURCE, { namespace: 'fhir', name: 'cardio' });
    await until(entities => entities.length === 1);
    expect(refs(await servers())).toEqual(['neuro']);
    await stop();
  }, 30_000);

  it('a cluster without the Fhir API, and one without a kubeconfig, leave the rest alone', async () => {
    const bare = new FakeCluster().withoutApi(FHIR_API_VERSION);
    const good = new FakeCluster();
    good.seed(fhir('cardio'), {
      ...fhir('cardio'),
      apiVersion: 'v1',
      kind: resourceTypes.ConfigMap.kind,
    });
    const { until, stop } = await start(
      { bare, good },
      {
        clusters: [{ name: 'bare' }, { name: 'missing' }, { name: 'good' }],
      },
    );
    expect(refs(await until(entities => entities.length > 0))).toEqual([
      'cardio',
    ]);
    await stop();
  }, 30_000);

  it('of the same name in two clusters stand side by side with a pattern that tells them apart', async () => {
    const one = new FakeCluster();
    const two = new FakeCluster();
    one.seed(fhir('cardio'));
    two.seed(fhir('cardio'));
    const { until, stop } = await start(
      { one, two },
      { catalog: { entityNamePattern: '{cluster}-{name}' } },
    );
    const both = await until(entities => entities.length === 2);
    expect(refs(both)).toEqual(['one-cardio', 'two-cardio']);
    await stop();
  }, 30_000);

  it('are not started with a pattern that cannot work', async () => {
    await expect(
      start({}, { catalog: { entityNamePattern: '{cluster}' } }),
    ).rejects.toThrow("fhir.catalog.entityNamePattern is '{cluster}'");
  });
});
