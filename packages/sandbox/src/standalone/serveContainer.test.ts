import http from 'node:http';
import type { HttpRequest } from '@fhir-on-aks/sandbox-kubernetes';
import { serveContainer } from './serveContainer';

const echo = {
  request: async (port: number, request: HttpRequest) =>
    port === 8080
      ? {
          status: 201,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(request),
        }
      : undefined,
  stop: () => {},
};

describe('serveContainer', () => {
  it('passes requests on and answers back', async () => {
    const { port, close } = await serveContainer(echo, 8080, 0);
    const answer = await fetch(`http://127.0.0.1:${port}/Patient?x=1`, {
      method: 'POST',
      headers: { 'X-Thing': 'a' },
      body: 'hello',
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      url: '/Patient?x=1',
      headers: { 'x-thing': 'a' },
      body: 'hello',
    });
    await close();
  });

  it('breaks the connection when nothing listens in the container', async () => {
    const { port, close } = await serveContainer(echo, 1234, 0);
    const failure = await new Promise(resolve => {
      http.get({ port, agent: false }).once('error', resolve);
    });
    expect(failure).toMatchObject({ code: 'ECONNRESET' });
    await close();
  });
});
