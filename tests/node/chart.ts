import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

/** Namespace and release of the operator. */
export const release = { namespace: 'fhir-system', name: 'fhir-operator' };

const chart = path.resolve(__dirname, '../../deploy/helm/fhir-operator');
const registry = 'registry.example.org';

/** The images that `tools/control-plane/node/buildImages.mjs` has built; small pods, so that several find room. */
const values = {
  image: { repository: `${registry}/fhir-operator` },
  settings: {
    images: {
      R4: { repository: `${registry}/r4-fhir-server`, tag: '5.0.30' },
      R5: { repository: `${registry}/r5-fhir-server`, tag: '5.0.30' },
    },
    sizes: {
      Small: {
        cpuRequest: '100m',
        cpuLimit: '1',
        memoryRequest: '128Mi',
        memoryLimit: '512Mi',
      },
    },
  },
};

/** Installs or upgrades the chart, with further settings of the operator, and waits until its pods are Ready. */
export async function installChart(settings: object = {}): Promise<void> {
  const given = { ...values, settings: { ...values.settings, ...settings } };
  await helm(
    [
      ...['upgrade', '--install', release.name, chart],
      ...['--wait', '--timeout=120s', '--values', '-'],
    ],
    JSON.stringify(given),
  );
}

/** Removes the release. */
export async function uninstallChart(): Promise<void> {
  await helm(['uninstall', release.name, '--wait', '--timeout=120s']);
}

async function helm(args: string[], input = ''): Promise<void> {
  const running = promisify(execFile)('helm', [
    ...args,
    ...['--namespace', release.namespace],
  ]);
  running.child.stdin?.end(input);
  await running;
}
