import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { fhirEntity } from './fhirEntity';
import { FleetCatalog } from './FleetCatalog';

class FakeConnection {
  readonly told: string[] = [];
  failures = 0;

  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('database is locked');
    }
    const names = (
      entities: Array<{ entity: { metadata: { name: string } } }>,
    ) => entities.map(({ entity }) => entity.metadata.name).join(',');
    this.told.push(
      mutation.type === 'full'
        ? `full ${names(mutation.entities)}`
        : `+${names(mutation.added)} -${mutation.removed.map(gone => ('entityRef' in gone ? gone.entityRef : ''))}`,
    );
  }

  async refresh(): Promise<void> {}
}

function instance(cluster: string, name: string, title?: string) {
  const { entity } = fhirEntity(
    {
      metadata: {
        name,
        namespace: 'fhir',
        annotations: title ? { 'fhir-on-aks.io/title': title } : {},
      },
    },
    { cluster, entityNamePattern: '{name}' },
  );
  return { id: `${cluster}/fhir/${name}`, cluster, entity };
}

describe('FleetCatalog', () => {
  const logger = mockServices.logger.mock();
  const a = new FakeConnection();
  const b = new FakeConnection();
  let catalog: FleetCatalog;

  beforeEach(() => {
    jest.useFakeTimers();
    jest.clearAllMocks();
    for (const connection of [a, b]) {
      connection.told.length = 0;
      connection.failures = 0;
    }
    catalog = new FleetCatalog({ clusters: ['aks-a', 'aks-b'], logger });
    catalog.connect('aks-a', a);
    catalog.connect('aks-b', b);
  });
  afterEach(() => {
    catalog.stop();
    jest.useRealTimers();
  });
  const settle = () => jest.advanceTimersByTimeAsync(200);

  it('says everything once when a cluster is in step, then only what changes', async () => {
    catalog.upsert(instance('aks-a', 'cardio'));
    catalog.markSynced('aks-a');
    await settle();
    catalog.upsert(instance('aks-a', 'neuro'));
    await settle();
    catalog.upsert(instance('aks-a', 'neuro', 'Neurology'));
    await settle();
    catalog.remove('aks-a/fhir/cardio');
    await settle();
    expect(a.told).toEqual([
      'full cardio',
      '+neuro -',
      '+neuro -',
      '+ -resource:fhir/cardio',
    ]);
  });

  it('a cluster that was never in step removes nothing, while the others go on', async () => {
    catalog.markSynced('aks-a');
    await settle();
    expect(a.told).toEqual(['full ']);
    expect(b.told).toEqual([]);
  });

  it('gathers many changes into one mutation', async () => {
    catalog.markSynced('aks-a');
    await settle();
    for (const name of ['one', 'two', 'three']) {
      catalog.upsert(instance('aks-a', name));
    }
    await settle();
    expect(a.told).toEqual(['full ', '+one,three,two -']);
  });

  it('an entity equal to the last one costs nothing', async () => {
    catalog.upsert(instance('aks-a', 'cardio'));
    catalog.markSynced('aks-a');
    await settle();
    catalog.upsert(instance('aks-a', 'cardio'));
    await settle();
    expect(a.told).toHaveLength(1);
  });

  it('tries the same again when the catalog refuses', async () => {
    a.failures = 2;
    catalog.upsert(instance('aks-a', 'cardio'));
    catalog.markSynced('aks-a');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(a.told).toEqual(['full cardio']);
    expect(logger.error).toHaveBeenCalledTimes(2);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('The catalog did not take the FHIR servers'),
      expect.objectContaining({ message: 'database is locked' }),
    );
  });

  it('shows one of two instances with one name, and says once what to configure', async () => {
    catalog.upsert(instance('aks-b', 'cardio'));
    catalog.upsert(instance('aks-a', 'cardio'));
    catalog.markSynced('aks-a');
    catalog.markSynced('aks-b');
    await settle();
    catalog.upsert(instance('aks-a', 'neuro'));
    await settle();
    expect(a.told).toEqual(['full cardio', '+neuro -']);
    expect(b.told).toEqual(['full ']);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      "FHIR server aks-b/fhir/cardio is not in the catalog: aks-a/fhir/cardio already is resource:fhir/cardio. Set fhir.catalog.entityNamePattern to a pattern that tells them apart, such as '{cluster}-{name}'.",
    );
    catalog.remove('aks-a/fhir/cardio');
    await settle();
    expect(a.told.at(-1)).toBe('+ -resource:fhir/cardio');
    expect(b.told.at(-1)).toBe('+cardio -');
  });

  it('says nothing after stop', async () => {
    catalog.markSynced('aks-a');
    catalog.stop();
    await settle();
    expect(a.told).toEqual([]);
  });
});
