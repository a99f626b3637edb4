import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '../../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { config } = JSON.parse(read('packages/operator/package.json'));

describe('what Node is told', () => {
  it('is the same in the image as everywhere', () => {
    const image = read('deploy/images/operator/Dockerfile');
    const [, entry = ''] = /^ENTRYPOINT (.*)$/m.exec(image) ?? [];
    expect(JSON.parse(entry)).toEqual([
      'node',
      ...config.node,
      '/app/main.mjs',
    ]);
    for (const [name, value] of Object.entries(config.env)) {
      expect(image).toContain(`ENV ${name}=${value}\n`);
    }
  });

  it('leaves room for what is not the heap within the limit of the chart', () => {
    const { resources } = parse(read('deploy/helm/fhir-operator/values.yaml'));
    const heap = /--max-old-space-size=(\d+)/.exec(config.node.join(' '))?.[1];
    const limit = /^(\d+)Mi$/.exec(resources.limits.memory)?.[1];
    expect(Number(limit) - Number(heap)).toBeGreaterThanOrEqual(128);
  });
});
