import { once } from 'node:events';
import http from 'node:http';
import type { KubernetesApiOptions } from '../contract';
import { startPlainApi, type PlainApi } from '../testing/startPlainApi';

describe('the HTTP side of the API', () => {
  let test: PlainApi;
  const extra: string[] = [];
  const extraRoutes: KubernetesApiOptions['extraRoutes'] = (
    _request,
    response,
    url,
  ) => {
    if (url.pathname !== '/sandbox/extra') return false;
    extra.push(url.search);
    response.end('mine');
    return true;
  };

  beforeAll(async () => {
    test = await startPlainApi({ extraRoutes });
  });

  afterAll(() => test.api.close());

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer wrong-toke' }],
    ['a longer token', { authorization: 'Bearer test-token-and-more' }],
    ['another scheme', { authorization: 'Basic test-token' }],
  ])('answers 401 to %s, for every path', async (_what, headers) => {
    for (const path of ['/api/v1/pods', '/version', '/sandbox/extra', '/x']) {
      const response = await fetch(`http://127.0.0.1:${test.port}${path}`, {
        headers: { ...headers },
      });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({
        kind: 'Status',
        reason: 'Unauthorized',
        message: 'Unauthorized',
      });
    }
    expect(extra).toEqual([]);
  });

  it.each(['/healthz', '/livez', '/readyz'])(
    'says at %s without a token that it is well',
    async path => {
      const response = await fetch(`http://127.0.0.1:${test.port}${path}`);
      expect([response.status, await response.text()]).toEqual([200, 'ok']);
    },
  );

  it('lets others serve paths beside its own', async () => {
    const response = await test.send('/sandbox/extra?a=b');
    expect(await response.text()).toBe('mine');
    expect(extra).toEqual(['?a=b']);
  });

  it.each([
    ['/nothing', 404, '404 page not found\n'],
    ['/api', 200, expect.stringContaining('"APIVersions"')],
    ['/apis/nothing.example.org', 404, '404 page not found\n'],
    ['/version', 200, expect.stringContaining('"gitVersion":"v1.36')],
    ['/', 200, expect.stringContaining('"/apis/apps/v1"')],
  ])('answers %s with %d', async (path, status, text) => {
    const response = await test.send(path);
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  it.each([
    ['//', 200],
    ['//version', 200],
    ['//[', 404],
    ['http://[', 404],
  ])('goes on after a request for %s', async (path, status) => {
    const { port } = test;
    const headers = { authorization: 'Bearer test-token' };
    const request = http.get({ host: '127.0.0.1', port, path, headers });
    const [response]: http.IncomingMessage[] = await once(request, 'response');
    response.resume();
    expect(response.statusCode).toBe(status);
  });

  it.each([
    ['exec', 'the sandbox runs no containers'],
    ['attach', 'the sandbox runs no containers'],
    ['portforward', 'ask the ingress port of the sandbox instead'],
    ['proxy', 'ask the ingress port of the sandbox instead'],
    ['eviction', 'pod eviction'],
    ['binding', 'pod binding'],
    ['ephemeralcontainers', 'ephemeral containers'],
    ['resize', 'in-place pod resize'],
  ])('says that it has no %s of pods, and why', async (subresource, words) => {
    const response = await test.send(
      `/api/v1/namespaces/default/pods/x/${subresource}`,
      { method: 'POST', body: '{}' },
    );
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      reason: 'NotImplemented',
      message: expect.stringContaining(words),
    });
  });

  it('closes while a watch is open', async () => {
    const other = await startPlainApi();
    const watch = await other.send('/api/v1/configmaps?watch=true');
    const [end] = await Promise.allSettled([watch.text(), other.api.close()]);
    expect(end.status).toBe('rejected');
  });
});
