import {
  DEFAULT_SORT,
  readFleetQuery,
  writeFleetQuery,
  type FleetQuery,
} from './fleetQuery';

describe('the query of the fleet page in its URL', () => {
  it.each<[string, string, FleetQuery]>([
    ['nothing said', '', { search: '', sort: DEFAULT_SORT }],
    ['a search', 'q=cardio+r4', { search: 'cardio r4', sort: DEFAULT_SORT }],
    [
      'a tile',
      'health=broken',
      { search: '', tile: 'broken', sort: DEFAULT_SORT },
    ],
    [
      'a column upwards',
      'sort=age',
      { search: '', sort: { column: 'age', descending: false } },
    ],
    [
      'a column downwards',
      'sort=-name',
      { search: '', sort: { column: 'name', descending: true } },
    ],
  ])('%s reads and writes as %p', (_, url, query) => {
    expect(readFleetQuery(new URLSearchParams(url))).toEqual(query);
    expect(writeFleetQuery(query).toString()).toBe(url);
  });

  it('passes over what it does not know', () => {
    const url = new URLSearchParams('health=fine&sort=-colour&page=2');
    expect(readFleetQuery(url)).toEqual({ search: '', sort: DEFAULT_SORT });
  });
});
