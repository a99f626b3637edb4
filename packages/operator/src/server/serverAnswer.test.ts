import { readCapability, readHealth } from './serverAnswer';

const body = (overallStatus: string, ...details: object[]) => ({
  code: overallStatus === 'Unhealthy' ? 503 : 200,
  text: JSON.stringify({ overallStatus, details }),
});

describe('readHealth', () => {
  it.each([
    ['Healthy', body('Healthy'), { health: 'Healthy' }],
    [
      'Degraded, with the words of the check that is',
      body(
        'Degraded',
        { name: 'A', status: 'Healthy' },
        { name: 'DataStore', status: 'Degraded', description: 'Key lost.' },
      ),
      { health: 'Degraded', detail: 'Key lost.' },
    ],
    [
      'Degraded without words, with the name of the check',
      body('Degraded', { name: 'DataStore', status: 'Degraded' }),
      { health: 'Degraded', detail: 'DataStore' },
    ],
    [
      'Initializing while the schema is made, without the seconds that change',
      body('Degraded', {
        name: 'StorageInitialized',
        status: 'Degraded',
        description: 'Storage is initializing. Waited: 12s.',
      }),
      { health: 'Initializing' },
    ],
    [
      'Unhealthy, which comes with 503',
      body('Unhealthy', {
        name: 'DataStore',
        status: 'Unhealthy',
        description: 'Login failed.',
      }),
      { health: 'Unhealthy', detail: 'Login failed.' },
    ],
    [
      'Unreachable when something else answers',
      { code: 404, text: '<html>' },
      { health: 'Unreachable', detail: '/health/check answers 404' },
    ],
    [
      'Unreachable when nothing answers',
      { failure: 'the connection is refused' },
      { health: 'Unreachable', detail: 'the connection is refused' },
    ],
  ])('%s', (_sentence, answer, reading) => {
    expect(readHealth(answer)).toEqual(reading);
  });
});

describe('readCapability', () => {
  it.each([
    [
      'both versions',
      {
        code: 200,
        text: JSON.stringify({
          software: { version: '5.0.30' },
          fhirVersion: '4.0.1',
        }),
      },
      { softwareVersion: '5.0.30', fhirVersion: '4.0.1' },
    ],
    ['nothing of a refusal', { code: 401, text: '{}' }, {}],
    ['nothing of half a statement', { code: 200, text: '{"software":' }, {}],
    ['nothing of another resource', { code: 200, text: '{}' }, {}],
    ['nothing without an answer', { failure: 'reset' }, {}],
  ])('reads %s', (_sentence, answer, versions) => {
    expect(readCapability(answer)).toEqual(versions);
  });
});
