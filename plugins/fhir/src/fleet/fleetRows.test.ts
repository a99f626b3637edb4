import { ago } from '../fixtures/ago';
import { instance } from '../fixtures/detail';
import { situations } from '../fixtures/situations';
import { DEFAULT_SORT, type FleetQuery } from './fleetQuery';
import { fleetRows, tileCounts } from './fleetRows';

const fleet = [
  {
    ...situations.ready,
    id: 'aks-weu/cardio/alpha',
    name: 'alpha',
    createdAt: ago(10),
  },
  {
    ...situations['crash-loop'],
    id: 'aks-weu/cardio/beta',
    name: 'beta',
    createdAt: ago(30),
  },
  {
    ...situations.degraded,
    id: 'aks-neu/lung/gamma-2',
    name: 'gamma-2',
    cluster: 'aks-neu',
    namespace: 'lung',
    owner: 'group:default/pulmonology',
    fhirVersion: 'R5' as const,
    createdAt: ago(20),
  },
  {
    ...situations['rolling-out'],
    id: 'aks-neu/lung/gamma-10',
    name: 'gamma-10',
    cluster: 'aks-neu',
    namespace: 'lung',
    owner: undefined,
    replicas: 5,
    createdAt: ago(40),
  },
];

const namesFor = (query: Partial<FleetQuery>) =>
  fleetRows(fleet, { search: '', sort: DEFAULT_SORT, ...query }).map(
    ({ name }) => name,
  );

describe('fleetRows', () => {
  it('puts first what needs somebody', () => {
    expect(namesFor({})).toEqual(['beta', 'gamma-2', 'gamma-10', 'alpha']);
  });

  it.each<[string, Partial<FleetQuery>, string[]]>([
    ['a part of the name', { search: 'bet' }, ['beta']],
    ['the owner', { search: 'PULMO' }, ['gamma-2']],
    ['the cluster', { search: 'aks-neu' }, ['gamma-2', 'gamma-10']],
    ['the FHIR version', { search: 'r5' }, ['gamma-2']],
    ['all words, each anywhere', { search: 'lung degraded' }, ['gamma-2']],
    ['nothing, when one word is nowhere', { search: 'lung moon' }, []],
    ['a tile', { tile: 'broken' }, ['beta', 'gamma-2']],
    ['a tile and a search', { tile: 'broken', search: 'beta' }, ['beta']],
  ])('finds by %s', (_, query, names) => {
    expect(namesFor(query)).toEqual(names);
  });

  it.each<[FleetQuery['sort']['column'], string[]]>([
    ['name', ['alpha', 'beta', 'gamma-2', 'gamma-10']],
    ['version', ['alpha', 'beta', 'gamma-10', 'gamma-2']],
    ['replicas', ['alpha', 'beta', 'gamma-2', 'gamma-10']],
    ['owner', ['gamma-10', 'alpha', 'beta', 'gamma-2']],
    ['place', ['gamma-2', 'gamma-10', 'alpha', 'beta']],
    ['age', ['alpha', 'gamma-2', 'beta', 'gamma-10']],
  ])('sorts by %s', (column, names) => {
    expect(namesFor({ sort: { column, descending: false } })).toEqual(names);
  });

  it('sorts downwards, and leaves equals in the order of their names', () => {
    expect(
      namesFor({ sort: { column: 'replicas', descending: true } }),
    ).toEqual(['gamma-10', 'alpha', 'beta', 'gamma-2']);
  });

  it('leaves the list that it was given as it is', () => {
    namesFor({ sort: { column: 'name', descending: true } });
    expect(fleet[0].name).toBe('alpha');
  });
});

describe('tileCounts', () => {
  it('counts Degraded and Failed together', () => {
    expect(tileCounts([...fleet, instance()])).toEqual({
      ready: 2,
      progressing: 1,
      broken: 2,
      paused: 0,
    });
  });
});
