import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { withClusterDefaults } from './api/clusterDefaults';
import { parseFleetConfig } from './api/parseFleetConfig';
import { parseProvisionRequest } from './api/parseRequest';
import { requireCluster } from './api/requireCluster';
import { lintSpecSettings, specProblems } from './desired/specProblems';
import { parseOperatorSettings } from './parseOperatorSettings';

const FOLDER = path.resolve(__dirname, '../../../examples');
const read = (file: string): unknown =>
  parse(fs.readFileSync(path.join(FOLDER, file), 'utf8'));
const requests = fs
  .readdirSync(FOLDER)
  .filter(file => file.endsWith('.yaml'))
  .sort();
const fleet = parseFleetConfig(read('fleet/fhirctl.yaml'));
const settings = parseOperatorSettings(read('fleet/operator.yaml'));

describe('the examples', () => {
  it('are rendered, each one and no other', () => {
    expect(fs.readdirSync(path.join(FOLDER, 'rendered')).sort()).toEqual(
      requests,
    );
  });

  it.each(requests)('%s is a request that the fleet can act on', file => {
    const input = read(file);
    const cluster = requireCluster(fleet, Object(input).cluster);
    const { target, spec } = parseProvisionRequest(
      withClusterDefaults(input, cluster),
    );
    expect(cluster.namespaces).toContain(target.namespace);
    expect(specProblems({ spec }, settings)).toEqual([]);
    expect(lintSpecSettings({ spec })).toEqual({
      unknown: [],
      dead: [],
      refused: [],
    });
  });

  it.each(requests.filter(file => file !== 'sample.yaml'))(
    '%s is whole, whatever a cluster suggests',
    file => {
      expect(() => parseProvisionRequest(read(file))).not.toThrow();
    },
  );

  it('begin with why somebody would want them', () => {
    for (const file of requests) {
      const text = fs.readFileSync(path.join(FOLDER, file), 'utf8');
      expect(text).toMatch(/^# [A-Z].+/);
    }
  });

  it('make servers of different names and databases', () => {
    const specs = requests.map(file => Object(read(file)));
    const names = specs.map(({ name }) => name);
    const databases = specs.map(({ spec }) => spec.database.name);
    expect(new Set(names).size).toBe(requests.length);
    expect(new Set(databases).size).toBe(requests.length);
  });
});
