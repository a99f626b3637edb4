import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { readText, sendHttp } from './sendHttp';
import { ScriptedServer, type Script } from '../testing';

const agent = new Agent();
let server: ScriptedServer;
afterEach(() => server.stop());
afterAll(() => agent.destroy());

async function start(script: Script): Promise<URL> {
  server = new ScriptedServer(script);
  return new URL(await server.start());
}

/** Resolves every name to loopback after a while. */
const resolveAfter =
  (milliseconds: number): LookupFunction =>
  (_name, _options, done) =>
    void setTimeout(
      () => done(null, [{ address: '127.0.0.1', family: 4 }]),
      milliseconds,
    );

describe('sendHttp', () => {
  it('sends the body of a DELETE with its length', async () => {
    const url = await start((_request, response) => void response.end('gone'));
    const answer = await sendHttp(url, {
      method: 'DELETE',
      body: '{"a":"ü"}',
      agent,
      timeoutMs: 1_000,
    });
    expect(await readText(answer)).toBe('gone');
    expect(server.requests[0]).toMatchObject({
      body: '{"a":"ü"}',
      headers: { 'content-length': '10' },
    });
  });

  it('gives up on an answer that stops in the middle', async () => {
    const url = await start((_request, response) => void response.write('{'));
    const answer = await sendHttp(url, { agent, timeoutMs: 300 });
    await expect(readText(answer)).rejects.toMatchObject({
      code: 'ETIMEDOUT',
      phase: 'body',
    });
  });

  it('waits in an endless answer for as long as it is silent', async () => {
    let finish = () => {};
    const url = await start((_request, response) => {
      response.write('a');
      finish = () => response.end('b');
    });
    const answer = await sendHttp(url, {
      agent,
      timeoutMs: 300,
      endless: true,
    });
    setTimeout(() => finish(), 600);
    expect(await readText(answer)).toBe('ab');
  });

  it('refuses an answer that is longer than it may be', async () => {
    const url = await start((_request, response) => void response.end('abc'));
    const answer = await sendHttp(url, { agent, timeoutMs: 1_000 });
    await expect(readText(answer, 2)).rejects.toThrow('too long');
  });

  it('ends a request that is aborted', async () => {
    const url = await start(() => {});
    const aborting = new AbortController();
    const asked = sendHttp(url, {
      agent,
      timeoutMs: 1_000,
      signal: aborting.signal,
    });
    aborting.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ABORT_ERR' });
  });

  it('counts the name lookup and names it when it takes too long', async () => {
    const url = await start((_request, response) => void response.end('late'));
    url.hostname = 'slow.test';
    const slow = new Agent({ lookup: resolveAfter(1_000) });
    const started = performance.now();
    await expect(
      sendHttp(url, { agent: slow, timeoutMs: 50 }),
    ).rejects.toMatchObject({ code: 'ETIMEDOUT', phase: 'lookup' });
    expect(performance.now() - started).toBeLessThan(500);
    expect(server.requests).toEqual([]);
  });

  it('waits for a name lookup that takes longer than the idle timeout of the agent', async () => {
    const url = await start((_request, response) => void response.end('here'));
    url.hostname = 'slow.test';
    const slow = new Agent({ lookup: resolveAfter(100), timeout: 20 });
    const answer = await sendHttp(url, { agent: slow, timeoutMs: 5_000 });
    expect(await readText(answer)).toBe('here');
  });

  it('names the response when the server accepts and says nothing', async () => {
    const url = await start(() => {});
    await expect(sendHttp(url, { agent, timeoutMs: 50 })).rejects.toMatchObject(
      { phase: 'response' },
    );
  });

  it('counts the wait for a free connection', async () => {
    const url = await start(() => {});
    const narrow = new Agent({ maxSockets: 1 });
    const first = Promise.allSettled([
      sendHttp(url, { agent: narrow, timeoutMs: 5_000 }),
    ]);
    await expect(
      sendHttp(url, { agent: narrow, timeoutMs: 50 }),
    ).rejects.toMatchObject({ phase: 'connection' });
    narrow.destroy();
    await first;
  });
});
