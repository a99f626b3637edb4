import { Agent } from 'node:http';
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

describe('sendHttp', () => {
  it('sends the body of a DELETE with its length', async () => {
    const url = await start((_request, response) => void response.end('gone'));
    const answer = await sendHttp(url, {
      method: 'DELETE',
      body: '{"a":"ü"}',
      agent,
      silenceMs: 1_000,
    });
    expect(await readText(answer)).toBe('gone');
    expect(server.requests[0]).toMatchObject({
      body: '{"a":"ü"}',
      headers: { 'content-length': '10' },
    });
  });

  it('gives up on an answer that stops in the middle', async () => {
    const url = await start((_request, response) => void response.write('{'));
    const answer = await sendHttp(url, { agent, silenceMs: 50 });
    await expect(readText(answer)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('waits in an endless answer for as long as it is silent', async () => {
    let finish = () => {};
    const url = await start((_request, response) => {
      response.write('a');
      finish = () => response.end('b');
    });
    const answer = await sendHttp(url, { agent, silenceMs: 50, endless: true });
    setTimeout(() => finish(), 200);
    expect(await readText(answer)).toBe('ab');
  });

  it('refuses an answer that is longer than it may be', async () => {
    const url = await start((_request, response) => void response.end('abc'));
    const answer = await sendHttp(url, { agent, silenceMs: 1_000 });
    await expect(readText(answer, 2)).rejects.toThrow('too long');
  });

  it('ends a request that is aborted', async () => {
    const url = await start(() => {});
    const aborting = new AbortController();
    const asked = sendHttp(url, {
      agent,
      silenceMs: 1_000,
      signal: aborting.signal,
    });
    aborting.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ABORT_ERR' });
  });
});
