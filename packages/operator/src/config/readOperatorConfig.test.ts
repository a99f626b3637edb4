import {
  defaultOperatorSettings,
  InvalidConfigError,
} from '@fhir-on-aks/plugin-fhir-common';
import { readOperatorConfig } from './readOperatorConfig';

function issuesOf(text: string, env: Record<string, string> = {}): string[] {
  try {
    readOperatorConfig(text, env);
  } catch (error) {
    if (error instanceof InvalidConfigError) {
      return error.issues.map(({ field }) => field);
    }
    throw error;
  }
  return [];
}

describe('readOperatorConfig', () => {
  it.each([
    ['no file', undefined],
    ['an empty file', ''],
    ['a file of comments', '# nothing\n'],
  ])('works with %s: everything has a default', (_what, text) => {
    expect(readOperatorConfig(text, {})).toMatchObject({
      settings: defaultOperatorSettings,
      listen: { host: '0.0.0.0', port: 8080 },
      probe: { mode: 'service' },
      workers: 16,
      namespaces: [],
      leaderElection: { mode: 'Enabled', name: 'fhir-operator' },
      leaseNamespace: 'default',
      logLevel: 'info',
    });
  });

  it('reads process and fleet settings from one file, as YAML or JSON', () => {
    const yaml = 'workers: 4\ndefaultReplicas: 2\nnamespaces: [fhir]\n';
    const json = JSON.stringify({
      workers: 4,
      defaultReplicas: 2,
      namespaces: ['fhir'],
    });
    for (const text of [yaml, json]) {
      expect(readOperatorConfig(text, {})).toMatchObject({
        workers: 4,
        namespaces: ['fhir'],
        settings: { defaultReplicas: 2 },
      });
    }
  });

  it('takes place, name and log level from the environment', () => {
    const env = {
      POD_NAMESPACE: 'fhir-system',
      POD_NAME: 'fhir-operator-1',
      LOG_LEVEL: 'DEBUG',
    };
    expect(readOperatorConfig(undefined, env)).toMatchObject({
      leaseNamespace: 'fhir-system',
      instance: 'fhir-operator-1',
      logLevel: 'debug',
    });
  });

  it('prefers the namespace of the file for the lease', () => {
    const text = 'leaderElection: { namespace: ops }';
    const env = { POD_NAMESPACE: 'fhir-system' };
    expect(readOperatorConfig(text, env).leaseNamespace).toBe('ops');
  });

  it('names every wrong field of file and environment at once', () => {
    const text = `
workers: 0
listen: { port: 99999, hots: x }
probe: { mode: dns }
namespaces: [Fhir]
defaultReplicas: none
worker: 3
`;
    expect(issuesOf(text, { LOG_LEVEL: 'loud' }).sort()).toEqual([
      'LOG_LEVEL',
      'defaultReplicas',
      'listen.hots',
      'listen.port',
      'namespaces[0]',
      'probe.mode',
      'worker',
      'workers',
    ]);
  });

  it.each([
    [
      'a readiness gate without a way to ask each pod',
      'features: { readinessGate: Enabled }\nprobe: { mode: publicUrl }',
      'features.readinessGate',
    ],
    [
      'a lease that ends before it can be renewed',
      'leaderElection: { leaseSeconds: 5, renewSeconds: 10 }',
      'leaderElection',
    ],
    ['a file that is no map', '[1, 2]', 'the file'],
    ['a file that is not YAML', 'a: [1', 'the file'],
  ])('refuses %s', (_what, text, field) => {
    expect(issuesOf(text)).toEqual([field]);
  });
});
