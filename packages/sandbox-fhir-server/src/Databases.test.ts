import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Patient } from '@medplum/fhirtypes';
import { ManualClock } from '@fhir-on-aks/sandbox-kubernetes';
import { Databases } from './Databases';

let directory: string;

beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'databases-'));
});

afterEach(() => {
  fs.rmSync(directory, { recursive: true, force: true });
});

function open() {
  return new Databases(new ManualClock(), directory).get(
    'sql.example.org',
    'sample',
  ).database;
}

it('keeps schema, versions, deletions and purges between two runs', async () => {
  const before = open();
  before.store.upgradeSchema(116);
  const kept = await before.createResource<Patient>({
    resourceType: 'Patient',
    active: false,
  });
  await before.updateResource<Patient>({ ...kept, active: true });
  const deleted = await before.createResource<Patient>({
    resourceType: 'Patient',
  });
  await before.deleteResource('Patient', deleted.id);
  const purged = await before.createResource<Patient>({
    resourceType: 'Patient',
  });
  before.purge('Patient', purged.id);
  const after = open();
  expect(after.store.schemaVersion).toBe(116);
  expect(
    after.store.history('Patient', kept.id).map(({ version }) => version),
  ).toEqual([2, 1]);
  const tombstone = after.store.last('Patient', deleted.id);
  expect(tombstone?.version).toBe(2);
  expect(tombstone?.resource).toBeUndefined();
  expect(after.store.last('Patient', purged.id)).toBeUndefined();
});

it('takes a line that was cut off for one that was not written', async () => {
  const before = open();
  const kept = await before.createResource<Patient>({
    resourceType: 'Patient',
  });
  const [file] = fs.readdirSync(directory);
  fs.appendFileSync(
    path.join(directory, file),
    '{"type":"Patient","id":"half","ver',
  );
  const after = open();
  expect(after.store.current().map(({ id }) => id)).toEqual([kept.id]);
});

it('keeps nothing of a transaction that failed', async () => {
  const before = open();
  await expect(
    before.withTransaction(async repository => {
      await repository.createResource<Patient>({ resourceType: 'Patient' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(before.store.current()).toEqual([]);
  expect(open().store.current()).toEqual([]);
});
