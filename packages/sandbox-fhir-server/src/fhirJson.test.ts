import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ManualClock } from '@fhir-on-aks/sandbox-kubernetes';
import { Databases } from './Databases';
import { TestServer } from './__testUtils__/TestServer';

const body = `{"resourceType":"Observation","id":"o","status":"final","valueQuantity":{"value":1.10,"code":"kg"},"component":[{"valueQuantity":{"value":1.00E2}},{"valueQuantity":{"value":0.123456789012345678901234567890}},{"valueInteger":7}]}`;
const digits = [
  '"value":1.10',
  '"value":1.00E2',
  '"value":0.123456789012345678901234567890',
  '"valueInteger":7',
];

let server: TestServer;

beforeEach(async () => {
  server = await TestServer.start();
  await server.ask('PUT', '/Observation/o', { body });
});

/** The decimals that were changed. */
function changedIn(text: string) {
  return digits.filter(one => !text.includes(one));
}

describe('decimals keep their digits', () => {
  it.each([
    ['a read', '/Observation/o'],
    ['a version', '/Observation/o/_history/1'],
    ['a search', '/Observation?value-quantity=1.10'],
    ['a history', '/Observation/o/_history'],
  ])('in %s', async (_case, url) => {
    expect(changedIn((await server.ask('GET', url)).body)).toEqual([]);
  });

  it('after a patch of something else', async () => {
    const patched = await server.ask('PATCH', '/Observation/o', {
      body: '[{"op":"add","path":"/valueQuantity/unit","value":"kg"},{"op":"add","path":"/component/0","value":{"valueQuantity":{"value":2.50}}}]',
    });
    expect(changedIn(patched.body)).toEqual([]);
    expect(patched.body).toContain('"value":2.50');
  });

  it.each(['batch', 'transaction'])('through a %s', async type => {
    const { body: answer } = await server.ask('POST', '/', {
      body: `{"resourceType":"Bundle","type":"${type}","entry":[{"request":{"method":"PUT","url":"Observation/o"},"resource":${body}}]}`,
    });
    expect(changedIn(answer)).toEqual([]);
    expect(changedIn((await server.ask('GET', '/Observation/o')).body)).toEqual(
      [],
    );
  });

  it('over a restart of the sandbox', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'fhir-'));
    const clock = new ManualClock();
    const before = await TestServer.start({
      clock,
      databases: new Databases(clock, folder),
    });
    await before.ask('PUT', '/Observation/o', { body });
    const after = await TestServer.start({
      clock,
      databases: new Databases(clock, folder),
    });
    expect(changedIn((await after.ask('GET', '/Observation/o')).body)).toEqual(
      [],
    );
    fs.rmSync(folder, { recursive: true });
  });
});

it('a byte order mark before the JSON is skipped', async () => {
  const answer = await server.ask('POST', '/Patient', {
    body: '\uFEFF{"resourceType":"Patient"}',
  });
  expect(answer.status).toBe(201);
});
