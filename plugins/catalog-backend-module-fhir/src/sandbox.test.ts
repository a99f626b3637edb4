import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  customResourceDefinition,
  FHIR_API_VERSION,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  createKubernetesApi,
  kubeconfigFor,
} from '@fhir-on-aks/sandbox-kubernetes';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';
import catalogModuleFhir from './index';

const TOKEN = 'token-of-the-test';
const WITHIN_MS = 5_000;

const fhir = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: FHIR_API_VERSION,
  kind: 'Fhir',
  metadata: { name, namespace: 'fhir', annotations },
  spec: {
    fhirVersion: 'R4',
    identity: { type: 'None' },
    database: {
      server: 'sql.example.org',
      name,
      authentication: 'Secret',
      connectionStringSecret: { name: 'sql', key: 'connection' },
    },
    security: { mode: 'Disabled' },
    exposure: { host: `${name}.example.org` },
  },
});

describe('the catalog beside the API of the sandbox', () => {
  const folder = createMockDirectory();
  let api: ReturnType<typeof createKubernetesApi>;
  let port: number;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  async function startApi(at = 0) {
    api = createKubernetesApi({ token: TOKEN, dataDirectory: folder.path });
    ({ port } = await api.listen(at));
  }

  beforeEach(async () => {
    folder.clear();
    await startApi();
    api.store.create(customResourceDefinition());
    api.store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'fhir' },
    });
    folder.addContent({
      kubeconfig: JSON.stringify(
        kubeconfigFor({ server: `http://127.0.0.1:${port}`, token: TOKEN }),
      ),
    });
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleFhir,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost' },
            fhir: {
              clusters: [
                { name: 'aks', kubeconfig: folder.resolve('kubeconfig') },
              ],
            },
          },
        }),
      ],
    });
  });
  afterEach(async () => {
    await backend.stop();
    await api.close();
  });

  async function servers(): Promise<Entity[]> {
    const answer = await request(backend.server)
      .get('/api/catalog/entities')
      .query({ filter: 'kind=resource,spec.type=fhir-server' });
    return answer.body;
  }
  /** Fails when the catalog does not say so within five seconds. */
  async function within(check: (entities: Entity[]) => boolean) {
    const until = Date.now() + WITHIN_MS;
    for (;;) {
      const entities = await servers();
      if (check(entities)) return entities;
      if (Date.now() > until) {
        throw new Error(
          `after 5 s the catalog has ${JSON.stringify(entities)}`,
        );
      }
      await delay(50);
    }
  }

  it('a Fhir made by anyone is an entity within five seconds, changes and leaves with it', async () => {
    api.store.create(fhir('cardio', { 'fhir-on-aks.io/owner': 'cardiology' }));
    const [cardio] = await within(entities => entities.length === 1);
    expect(cardio).toMatchObject({
      kind: 'Resource',
      metadata: {
        namespace: 'fhir',
        name: 'cardio',
        annotations: { 'fhir-on-aks.io/instance': 'aks/fhir/cardio' },
      },
      spec: { type: 'fhir-server', owner: 'group:default/cardiology' },
    });

    api.store.patch('fhirs', 'fhir', 'cardio', {
      metadata: { annotations: { 'fhir-on-aks.io/title': 'Heart' } },
    });
    await within(([entity]) => entity?.metadata.title === 'Heart');

    api.store.remove('fhirs', 'fhir', 'cardio');
    await within(entities => entities.length === 0);
  }, 30_000);

  it('a cluster that goes down removes nothing; when it is back, what happened meanwhile is seen', async () => {
    api.store.create(fhir('cardio'));
    api.store.create(fhir('neuro'));
    await within(entities => entities.length === 2);

    await api.close();
    await delay(200);
    expect(await servers()).toHaveLength(2);

    await startApi(port);
    api.store.remove('fhirs', 'fhir', 'neuro');
    const left = await within(entities => entities.length === 1);
    expect(left[0]?.metadata.name).toBe('cardio');
  }, 30_000);
});
