import type { HealthWord } from '@fhir-on-aks/plugin-fhir-common';

/** The tiles above the table, in their order. */
export const TILES = ['ready', 'progressing', 'broken', 'paused'] as const;
/** One tile. */
export type Tile = (typeof TILES)[number];

const WORDS_OF_TILE: Record<Tile, HealthWord[]> = {
  ready: ['Ready'],
  progressing: ['Progressing'],
  broken: ['Degraded', 'Failed'],
  paused: ['Paused'],
};

/** The columns of the table in their order. */
export const FLEET_COLUMNS = [
  'name',
  'health',
  'version',
  'software',
  'replicas',
  'owner',
  'place',
  'age',
] as const;
/** One column. */
export type FleetColumn = (typeof FLEET_COLUMNS)[number];

/** What of the fleet is shown, and in which order. */
export interface FleetQuery {
  search: string;
  tile?: Tile;
  sort: { column: FleetColumn; descending: boolean };
}

/** What is wrong comes first. */
export const DEFAULT_SORT: FleetQuery['sort'] = {
  column: 'health',
  descending: false,
};

/** Reads the query of a URL; what it does not know is as if it were not there. */
export function readFleetQuery(parameters: URLSearchParams): FleetQuery {
  const tile = TILES.find(name => name === parameters.get('health'));
  const sort = parameters.get('sort') ?? '';
  const column = FLEET_COLUMNS.find(name => name === sort.replace(/^-/, ''));
  return {
    search: parameters.get('q') ?? '',
    ...(tile ? { tile } : {}),
    sort: column ? { column, descending: sort.startsWith('-') } : DEFAULT_SORT,
  };
}

/** The URL of a query: only what differs from the page as it opens. */
export function writeFleetQuery(query: FleetQuery): URLSearchParams {
  const { search, tile, sort } = query;
  const isDefault =
    sort.column === DEFAULT_SORT.column &&
    sort.descending === DEFAULT_SORT.descending;
  return new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(tile ? { health: tile } : {}),
    ...(isDefault
      ? {}
      : { sort: `${sort.descending ? '-' : ''}${sort.column}` }),
  });
}

/** The order of the words by how much they ask for somebody. */
export const BY_URGENCY: HealthWord[] = [
  'Failed',
  'Degraded',
  'Unknown',
  'Progressing',
  'Deleting',
  'Paused',
  'Ready',
];

/** Whether a word belongs to a tile. */
export function isOfTile(word: HealthWord, tile: Tile): boolean {
  return WORDS_OF_TILE[tile].includes(word);
}
