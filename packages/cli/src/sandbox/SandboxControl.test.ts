import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { createCertificates } from '@fhir-on-aks/sandbox-azure';
import { findSandbox } from './findSandbox';
import { SandboxControl } from './SandboxControl';

const signal = new AbortController().signal;

describe('SandboxControl', () => {
  let server: https.Server;
  let ca: string;
  let reply: { status: number; text: string };
  const asked: string[] = [];

  beforeAll(async () => {
    const tls = await createCertificates();
    ({ ca } = tls);
    server = https.createServer(tls, (request, response) => {
      asked.push(
        `${request.method} ${request.url} ${request.headers.authorization}`,
      );
      response.writeHead(reply.status).end(reply.text);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => {
    asked.length = 0;
  });

  function control(port?: number): SandboxControl {
    const { port: own } = Object(server.address());
    return new SandboxControl(
      {
        file: '/work/.sandbox/sandbox.json',
        kubeconfig: '',
        control: {
          url: `https://127.0.0.1:${port ?? own}/sandbox`,
          token: 'secret',
        },
        ca,
      },
      signal,
    );
  }

  it('asks with its token, and names what is switched off', async () => {
    reply = {
      status: 200,
      text: '{"kinds": ["pending"], "faults": [{"kind": "pending"}]}',
    };
    expect(await control().removeFault('pending', 'fhir/a b')).toEqual({
      kinds: ['pending'],
      faults: [{ kind: 'pending' }],
    });
    expect(asked).toEqual([
      'DELETE /sandbox/faults?kind=pending&instance=fhir%2Fa+b Bearer secret',
    ]);
  });

  it.each([
    ['a refusal', 400, '{"message": "unknown kind"}', 2, 'unknown kind'],
    ['a failure', 500, '{"message": "oops"}', 1, 'oops'],
    ['a page that is no JSON', 502, '<html>', 1, '<html>'],
    ['nothing', 503, '', 1, '503'],
  ])('tells %s', async (_case, status, text, exitCode, words) => {
    reply = { status, text };
    await expect(control().faults()).rejects.toMatchObject({
      exitCode,
      message: expect.stringContaining(words),
    });
  });

  it('says how to start a sandbox that does not answer', async () => {
    await expect(control(1).faults()).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining(
        'The sandbox of /work/.sandbox/sandbox.json does not answer',
      ),
      next: 'Start it with npm start or yarn sandbox.',
    });
  });
});

describe('findSandbox', () => {
  let folder: string;
  const content = {
    kubeconfig: '/k',
    ingress: 'http://127.0.0.1:7008',
    control: { url: 'https://127.0.0.1:7009/sandbox', token: 't' },
  };

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'find-'));
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function write(directory: string, value: object = content): void {
    const full = path.join(folder, directory);
    fs.mkdirSync(full, { recursive: true });
    fs.writeFileSync(path.join(full, 'sandbox.json'), JSON.stringify(value));
  }
  const find = (variables: Record<string, string> = {}, inside = '.') =>
    findSandbox({ variables, directory: path.join(folder, inside) });

  it.each([
    ['in FHIR_SANDBOX_DIR', { FHIR_SANDBOX_DIR: 'other' }, 'other', '.'],
    [
      'beside FHIRCTL_CONFIG',
      { FHIRCTL_CONFIG: 'other/fhirctl.yaml' },
      'other',
      '.',
    ],
    ['in .sandbox of this folder', {}, '.sandbox', '.'],
    ['in .sandbox of a folder above', {}, '.sandbox', 'a/b'],
  ])('%s', (_case, variables, place, inside) => {
    write(place);
    expect(find(Object.fromEntries(Object.entries(variables)), inside)).toEqual(
      {
        ...content,
        file: path.join(folder, place, 'sandbox.json'),
      },
    );
  });

  it('reads its certificate authority beside it', () => {
    write('.sandbox');
    fs.writeFileSync(path.join(folder, '.sandbox/ca.pem'), 'PEM');
    expect(find().ca).toBe('PEM');
  });

  it.each([
    ['there is none', {}, 'There is no sandbox here.'],
    [
      'the folder that is named has none, whatever there is elsewhere',
      { FHIR_SANDBOX_DIR: 'nowhere' },
      'There is no sandbox here.',
    ],
  ])('%s: says how to start one', (_case, variables, words) => {
    if (Object.keys(variables).length > 0) write('.sandbox');
    expect(() => find(Object.fromEntries(Object.entries(variables)))).toThrow(
      words,
    );
  });

  it('says that the file is of no use', () => {
    write('.sandbox', { kubeconfig: '/k' });
    expect(() => find()).toThrow('does not say how to reach the sandbox');
  });
});
