import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import request from 'supertest';
import { streamLines } from './streamLines';

async function* lines(...values: Array<string | Error>) {
  for (const value of values) {
    if (value instanceof Error) throw value;
    yield value;
  }
}

function serve(source: (signal: AbortSignal) => AsyncIterable<string>) {
  const app = express();
  app.get('/', (_req, response, next) => {
    const controller = new AbortController();
    response.on('close', () => controller.abort());
    streamLines({
      lines: source(controller.signal),
      response,
      signal: controller.signal,
      mostBytes: 1_000,
    }).catch(next);
  });
  app.use(
    (
      error: Error,
      _req: express.Request,
      response: express.Response,
      _next: express.NextFunction,
    ) => {
      response.status(503).json({ message: error.message });
    },
  );
  return app;
}

describe('streamLines', () => {
  it('sends each line as it is, with headers that nothing buffers or guesses', async () => {
    const response = await request(serve(() => lines('one', '<b>two</b>')));
    const answer = await response.get('/');
    expect(answer.text).toBe('one\n<b>two</b>\n');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
    });
  });

  it('answers an empty log with an empty text', async () => {
    const answer = await request(serve(() => lines())).get('/');
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it('a failure before the first line is an error answer', async () => {
    const answer = await request(
      serve(() => lines(new Error('container is waiting to start'))),
    ).get('/');
    expect([answer.status, answer.body.message]).toEqual([
      503,
      'container is waiting to start',
    ]);
  });

  it('a failure in the middle breaks the connection', async () => {
    const answer = request(serve(() => lines('one', new Error('reset')))).get(
      '/',
    );
    await expect(answer).rejects.toThrow(/aborted|socket hang up/);
  });

  it('stops at the byte limit', async () => {
    const answer = await request(
      serve(() => lines('x'.repeat(600), 'y'.repeat(600))),
    ).get('/');
    expect(answer.text).toBe(`${'x'.repeat(600)}\n`);
  });

  describe('a log that is followed', () => {
    let server: Server;
    afterEach(() => new Promise(resolve => server.close(resolve)));

    it('ends with the client', async () => {
      const ended = new Promise<string>(resolve => {
        server = serve(async function* followed(signal) {
          yield 'first';
          await once(signal, 'abort');
          resolve('aborted');
        }).listen(0);
      });
      await once(server!, 'listening');
      const { port } = server!.address() as AddressInfo;
      const client = new AbortController();
      const answer = await fetch(`http://127.0.0.1:${port}/`, {
        signal: client.signal,
      });
      const first = await answer.body?.getReader().read();
      expect(Buffer.from(first?.value ?? []).toString()).toBe('first\n');
      client.abort();
      await expect(ended).resolves.toBe('aborted');
    });
  });
});
