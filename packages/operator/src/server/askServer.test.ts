import dns from 'node:dns';
import { replyJson, ScriptedServer } from '@fhir-on-aks/kube/testing';
import { httpServerAsker } from './askServer';
import type { ServerTarget } from './serverTarget';

const asker = httpServerAsker();
afterAll(() => asker.close());
afterEach(() => jest.restoreAllMocks());

const server = new ScriptedServer(({ path }, response) => {
  if (path === '/health/check') {
    replyJson(response, { overallStatus: 'Healthy', details: [] });
  } else {
    replyJson(response, {
      software: { version: '5.0.30' },
      fhirVersion: '4.0.1',
    });
  }
});
let url: string;
beforeAll(async () => {
  url = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.requests.length = 0;
});

const target = (more: Partial<ServerTarget> = {}): ServerTarget => ({
  uid: 'u',
  id: 'i',
  url,
  headers: {},
  spreadMs: 0,
  ...more,
});
const never = new AbortController().signal;

/** Resolves every name to loopback after a while. */
function resolveAfter(milliseconds: number) {
  const lookup = (_name: string, _options: object, done: Function) =>
    setTimeout(
      () => done(null, [{ address: '127.0.0.1', family: 4 }]),
      milliseconds,
    );
  jest.spyOn(dns, 'lookup').mockImplementation(Object(lookup));
}

describe('asking a server', () => {
  it('reads its health, and its statement only when that is wanted', async () => {
    const health = await asker.ask(target(), { statement: false }, never);
    expect(health).toEqual({ health: 'Healthy' });
    const all = await asker.ask(target(), { statement: true }, never);
    expect(all).toEqual({
      health: 'Healthy',
      softwareVersion: '5.0.30',
      fhirVersion: '4.0.1',
    });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/health/check',
      '/health/check',
      '/metadata',
    ]);
  });

  it('comes under the name of the public host', async () => {
    const headers = {
      host: 'cardio.example.org',
      'x-forwarded-proto': 'https',
    };
    await asker.ask(target({ headers }), { statement: true }, never);
    for (const request of server.requests) {
      expect(request.headers).toMatchObject(headers);
    }
  });

  it('connects where it is told, with the name of the URL', async () => {
    const port = new URL(url).port;
    const answer = await asker.ask(
      target({
        url: 'http://cardio.team.localhost:1',
        connectTo: `127.0.0.1:${port}`,
      }),
      { statement: false },
      never,
    );
    expect(answer.health).toBe('Healthy');
    expect(server.requests[0]?.headers.host).toBe('cardio.team.localhost:1');
  });

  it.each([
    ['the connection is refused', 'http://127.0.0.1:1'],
    ['the connection breaks', ''],
  ])('says that %s, without an address that changes', async (words, at) => {
    const script = server.script;
    server.script = (_request, response) => {
      response.destroy();
    };
    const answer = await asker.ask(
      target({ url: at || url }),
      { statement: false },
      never,
    );
    server.script = script;
    expect(answer).toEqual({ health: 'Unreachable', detail: words });
  });

  it('waits for a slow name lookup longer than an unused connection is kept', async () => {
    resolveAfter(100);
    const asking = httpServerAsker({ timeoutMs: 5_000, idleMs: 20 });
    const named = target({ url: url.replace('127.0.0.1', 'cardio.test') });
    const answer = await asking.ask(named, { statement: false }, never);
    expect(answer).toEqual({ health: 'Healthy' });
    await asking.close();
  });

  it('says that the name was not resolved in time, not that the server is silent', async () => {
    resolveAfter(1_000);
    const asking = httpServerAsker({ timeoutMs: 50, idleMs: 20 });
    const named = target({ url: url.replace('127.0.0.1', 'cardio.test') });
    const answer = await asking.ask(named, { statement: false }, never);
    expect(answer).toEqual({
      health: 'Unreachable',
      detail: 'its name was not resolved within 0.05 s',
    });
    await asking.close();
  });

  it('says that a server does not answer in time', async () => {
    const { script } = server;
    server.script = () => {};
    const asking = httpServerAsker({ timeoutMs: 50, idleMs: 20 });
    const answer = await asking.ask(target(), { statement: false }, never);
    server.script = script;
    expect(answer).toEqual({
      health: 'Unreachable',
      detail: 'no answer within 0.05 s',
    });
    await asking.close();
  });
});
