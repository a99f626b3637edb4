import { parseFleetConfig } from './parseFleetConfig';
import { requireCluster } from './requireCluster';

const fleet = (...names: string[]) =>
  parseFleetConfig({ clusters: names.map(name => ({ name })) });

describe('requireCluster', () => {
  it('finds a cluster by its name', () => {
    expect(requireCluster(fleet('one', 'two'), 'two').name).toBe('two');
  });

  it.each([
    [
      'names the clusters that there are',
      fleet('one', 'two'),
      'cluster = "three": is not a cluster of the configuration; use one of one, two',
    ],
    [
      'says where to add one when there is none',
      fleet(),
      'cluster = "three": is not a cluster of the configuration; add it to fhir.clusters of the configuration',
    ],
  ])('%s', (_case, config, message) => {
    expect(() => requireCluster(config, 'three')).toThrow(message);
  });
});
