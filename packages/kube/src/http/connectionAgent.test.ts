import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { connectionAgent, endConnections } from './connectionAgent';
import { readText, sendHttp } from './sendHttp';
import { ScriptedServer } from '../testing';
import { testCertificate } from '../testing/testCertificate';

let proxy: Server;
let proxyUrl: string;
const tunnels: string[] = [];
beforeAll(async () => {
  proxy = createServer();
  proxy.on('connect', ({ url = '' }, client) => {
    tunnels.push(url);
    const [host, port] = url.split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    client.on('close', () => upstream.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(() => proxy.close());

describe('connectionAgent', () => {
  it.each([
    ['a plain connection', undefined],
    ['an encrypted connection', testCertificate],
  ])('takes %s through the proxy', async (_words, certificate) => {
    const tls = await certificate?.();
    const server = new ScriptedServer(
      (_request, response) => void response.end('through'),
      tls,
    );
    const url = new URL(await server.start());
    const agent = connectionAgent(url, { ca: tls?.cert }, proxyUrl, {});
    const answer = await sendHttp(url, { agent, timeoutMs: 2_000 });
    expect(await readText(answer)).toBe('through');
    expect(tunnels.at(-1)).toBe(url.host);
    endConnections(agent);
    await server.stop();
  });

  it('ends what runs and what waits for a connection', async () => {
    let arrived = () => {};
    const first = new Promise<void>(resolve => (arrived = resolve));
    const server = new ScriptedServer(() => arrived());
    const url = new URL(await server.start());
    const agent = connectionAgent(url, {}, undefined, { maxSockets: 1 });
    const asked = [1, 2].map(() => sendHttp(url, { agent, timeoutMs: 2_000 }));
    const ends = Promise.allSettled(asked);
    await first;
    endConnections(agent);
    expect((await ends).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await server.stop();
  });
});
