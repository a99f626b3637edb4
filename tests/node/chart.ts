import { execFileSync } from 'node:child_process';
import path from 'node:path';

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

/** Installs or upgrades the chart and waits until its pods are Ready. */
export function installChart(settings: object = {}): string {
  const given = { ...values, settings: { ...values.settings, ...settings } };
  return helm(
    ['upgrade', '--install', release.name, chart, '--wait', '--timeout=120s'],
    JSON.stringify(given),
  );
}

/** Removes the release. */
export function uninstallChart(): string {
  return helm(['uninstall', release.name, '--wait', '--timeout=120s']);
}

function helm(args: string[], input?: string): string {
  return execFileSync(
    'helm',
    [
      ...args,
      ...['--namespace', release.namespace],
      ...(input ? ['--values', '-'] : []),
    ],
    { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] },
  );
}
