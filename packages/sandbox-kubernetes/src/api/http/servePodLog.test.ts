import { once } from 'node:events';
import http from 'node:http';
import type { PodLogQuery, PodLogs } from '../contract';
import { StatusError } from '../statusError';
import { startPlainApi, type PlainApi } from '../testing/startPlainApi';

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', namespace: 'default' },
  spec: {
    nodeName: 'node',
    containers: [{ name: 'main', image: 'example.test/main' }],
  },
};
const path = '/api/v1/namespaces/default/pods/one/log';

describe('the log of a pod', () => {
  let test: PlainApi;
  let asked: PodLogQuery[];
  let podLogs: PodLogs;

  beforeEach(async () => {
    asked = [];
    podLogs = async function* lines(_pod, query) {
      asked.push(query);
      yield 'first';
      yield 'ends with é';
    };
    test = await startPlainApi({
      podLogs: (...args) => podLogs(...args),
    });
    test.api.store.create(pod);
  });

  afterEach(() => test.api.close());

  it('is lines of text', async () => {
    const response = await test.send(path);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe('first\nends with é\n');
  });

  it('is asked for by the options of the request', async () => {
    await test.send(
      `${path}?tailLines=5&previous=true&timestamps=true&sinceTime=2026-01-01T00:00:00Z`,
    );
    expect(asked).toMatchObject([
      {
        container: 'main',
        tailLines: 5,
        previous: true,
        follow: false,
        timestamps: true,
        sinceTime: '2026-01-01T00:00:00Z',
      },
    ]);
  });

  it('is cut after so many bytes', async () => {
    const response = await test.send(`${path}?limitBytes=8`);
    expect(await response.text()).toBe('first\nen');
  });

  it('is followed line by line until the reader goes', async () => {
    podLogs = async function* lines(_pod, query) {
      asked.push(query);
      yield 'now';
      await once(query.signal, 'abort');
    };
    const reader = new AbortController();
    const response = await test.send(`${path}?follow=true`, {
      signal: reader.signal,
    });
    const chunk = await response.body?.getReader().read();
    expect(Buffer.from(chunk?.value ?? []).toString()).toBe('now\n');
    const [{ signal }] = asked;
    reader.abort();
    if (!signal.aborted) await once(signal, 'abort');
    expect(signal.aborted).toBe(true);
  });

  it('is read from its source no faster than the reader reads', async () => {
    let read = 0;
    podLogs = async function* lines() {
      for (; read < 100; read++) yield 'x'.repeat(1_000_000);
    };
    const request = http.get({
      ...{ host: '127.0.0.1', port: test.port, path },
      headers: { authorization: 'Bearer test-token' },
    });
    const [response]: http.IncomingMessage[] = await once(request, 'response');
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(read).toBeLessThan(100);
    let bytes = 0;
    for await (const chunk of response) bytes += Buffer.from(chunk).length;
    expect(bytes).toBe(100 * 1_000_001);
  });

  it('ends at the limit, though there is nothing more to follow', async () => {
    podLogs = async function* lines(_pod, query) {
      yield 'now';
      await once(query.signal, 'abort');
    };
    const response = await test.send(`${path}?follow=true&limitBytes=4`);
    expect(await response.text()).toBe('now\n');
  });

  it('is refused in the words of its source', async () => {
    podLogs = () => {
      throw new StatusError(400, 'BadRequest', 'is waiting to start');
    };
    const response = await test.send(path);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      message: 'is waiting to start',
    });
  });

  it('can only be read', async () => {
    const response = await test.send(path, { method: 'POST', body: '{}' });
    expect(response.status).toBe(405);
  });

  it('is not pretended where there is no source', async () => {
    const bare = await startPlainApi();
    bare.api.store.create(pod);
    const response = await bare.send(path);
    await bare.api.close();
    expect(response.status).toBe(501);
  });
});
