import { parseOperatorSettings } from '../parseOperatorSettings';
import type { SnapshotObject } from '../status/snapshot';
import { fhirWith, noIdentity } from '../testing/fhirWith';
import { desiredObjects } from './desiredObjects';
import { isSchemaObject, schemaJob, schemaUpgraded } from './schemaJob';

const settings = parseOperatorSettings({
  schemaManagerImage: { repository: 'acr.io/schema-manager', tag: '5.0.30' },
});
const withoutImage = parseOperatorSettings({});
const database = {
  server: 'sql.example.org',
  name: 'cardio',
  schemaUpgrades: 'Job',
};
const fhir = fhirWith({ database });
const live = (status: object): SnapshotObject[] => {
  const job = schemaJob(fhir, settings);
  return job ? [{ ...job, status }] : [];
};
const nameOf = (...input: Parameters<typeof schemaJob>) =>
  schemaJob(...input)?.metadata.name;

describe('schemaJob', () => {
  it.each([
    ['nobody asks for it', fhirWith(), settings],
    ['the fleet has no image for it', fhir, withoutImage],
  ])('is none when %s', (_, from, fleet) => {
    expect(schemaJob(from, fleet)).toBeUndefined();
    expect(schemaUpgraded(from, fleet, [])).toBe(true);
  });

  it('upgrades with the image of the fleet and the sign-in of the server', () => {
    expect(schemaJob(fhir, settings)).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: {
        backoffLimit: 3,
        template: {
          metadata: { labels: { 'azure.workload.identity/use': 'true' } },
          spec: {
            serviceAccountName: 'cardio',
            restartPolicy: 'Never',
            containers: [
              {
                image: 'acr.io/schema-manager:5.0.30',
                args: [
                  'apply',
                  '-cs',
                  '$(SCHEMA_CONNECTION_STRING)',
                  '--latest',
                  '--force',
                ],
                env: [
                  {
                    name: 'SCHEMA_CONNECTION_STRING',
                    value: expect.stringContaining('Initial Catalog=cardio'),
                  },
                ],
              },
            ],
          },
        },
      },
    });
  });

  it('reads a secret connection string by reference', () => {
    const secret = fhirWith({
      ...noIdentity,
      database: { ...noIdentity.database, schemaUpgrades: 'Job' },
    });
    expect(schemaJob(secret, settings)).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                env: [
                  {
                    valueFrom: {
                      secretKeyRef: {
                        name: 'cardio-sql',
                        key: 'connectionString',
                      },
                    },
                  },
                ],
              },
            ],
          },
        },
      },
    });
  });

  it('is another one for another image or database, and the same for anything else', () => {
    const name = nameOf(fhir, settings);
    expect(name).toMatch(/^cardio-schema-[0-9a-f]{8}$/);
    expect(nameOf(fhirWith({ database, replicas: 5 }), settings)).toBe(name);
    const others = [
      fhirWith({ database, image: { tag: '5.0.31' } }),
      fhirWith({ database: { ...database, name: 'other' } }),
    ];
    for (const other of others) {
      expect(nameOf(other, settings)).not.toBe(name);
    }
  });

  it('belongs to its Fhir and is told apart from the pods of the server', () => {
    const objects = desiredObjects(fhir, settings);
    const schema = objects.filter(isSchemaObject).map(({ kind }) => kind);
    expect(schema).toEqual(['Job']);
  });
});

describe('schemaUpgraded', () => {
  it.each<[string, SnapshotObject[], boolean]>([
    ['the Job is not there', [], false],
    ['the Job runs', live({ active: 1 }), false],
    ['the Job has failed', live({ failed: 4 }), false],
    ['the Job has succeeded', live({ succeeded: 1 }), true],
    ['the Job has said nothing', live({}), false],
  ])('%s', (_, objects, expected) => {
    expect(schemaUpgraded(fhir, settings, objects)).toBe(expected);
    const deployment = desiredObjects(fhir, settings, {
      live: objects,
      secretVersions: {},
      missingApis: [],
    }).find(({ kind }) => kind === 'Deployment');
    const { paused } = Object(deployment?.spec);
    expect(paused).toBe(expected ? undefined : true);
  });
});
