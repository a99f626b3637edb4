import http from 'node:http';
import type { HttpRequest, Route } from '@fhir-on-aks/sandbox-kubernetes';
import { TestCluster } from '@fhir-on-aks/sandbox-kubernetes/testing';
import { deployment, service } from '@fhir-on-aks/sandbox-kubernetes/testing';
import { createIngressProxy, type IngressProxy } from './createIngressProxy';

const route: Route = {
  host: 'sample.localhost',
  path: '/',
  exact: false,
  namespace: 'fhir',
  service: 'sample',
  port: 'http',
  from: 'Ingress fhir/sample',
};
const asked: { podUid: string; request: HttpRequest }[] = [];
let cluster: TestCluster;
let proxy: IngressProxy;
let port: number;
type Behavior = 'yes' | 'refused' | 'broken' | 'garbled';
let answer: Behavior = 'yes';

beforeAll(async () => {
  cluster = new TestCluster();
  await cluster.apply(service, deployment());
  await cluster.pass(1);
  proxy = createIngressProxy({
    store: cluster.store,
    routes: () => [route],
    request: async (podUid, _port, request) => {
      asked.push({ podUid, request });
      if (answer === 'broken') throw new Error('broken');
      if (answer === 'refused') return undefined;
      const location = answer === 'garbled' ? 'a\nb' : '/Patient/1';
      const headers = { 'x-answer': 'yes', location };
      return { status: 201, headers, body: 'Grüße' };
    },
  });
  port = await proxy.listen(0);
});

afterAll(async () => {
  await proxy.close();
  await cluster.close();
});

beforeEach(() => {
  asked.length = 0;
  answer = 'yes';
});

function ask(
  options: http.RequestOptions,
  body?: string,
): Promise<{
  status?: number;
  text: string;
  headers: http.IncomingHttpHeaders;
}> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { port, host: '127.0.0.1', agent: false, ...options },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            text: Buffer.concat(chunks).toString(),
            headers: response.headers,
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

it('hands a request to a pod as the proxies of AKS do, and its answer back', async () => {
  const result = await ask(
    {
      method: 'POST',
      path: '/Patient?a=1',
      headers: {
        host: 'Sample.localhost:8041',
        'x-forwarded-host': 'evil.example.org',
        'x-forwarded-proto': 'https',
      },
    },
    '{"a":"ä"}',
  );
  expect(result).toMatchObject({
    status: 201,
    text: 'Grüße',
    headers: { 'x-answer': 'yes' },
  });
  expect(asked[0].request).toMatchObject({
    method: 'POST',
    url: '/Patient?a=1',
    body: '{"a":"ä"}',
    headers: {
      host: 'Sample.localhost:8041',
      'x-forwarded-host': 'Sample.localhost:8041',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
    },
  });
});

it('takes the ready pods in turn', async () => {
  for (let turn = 0; turn < 4; turn++)
    await ask({ headers: { host: 'sample.localhost' } });
  const uids = asked.map(({ podUid }) => podUid);
  expect(new Set(uids).size).toBe(2);
  expect(uids.slice(0, 2)).toEqual(uids.slice(2));
});

it.each<[string, string, Behavior, number, string]>([
  [
    'an unknown host',
    'other.localhost',
    'yes',
    404,
    'No Ingress and no HTTPRoute serves other.localhost. Host names that are served: sample.localhost.\n',
  ],
  [
    'a pod that refuses the connection',
    'sample.localhost',
    'refused',
    502,
    'The pod refused the connection on port 8080.\n',
  ],
  [
    'a pod that breaks',
    'sample.localhost',
    'broken',
    502,
    'The pod did not answer: Error: broken\n',
  ],
  [
    'a pod whose answer is no HTTP',
    'sample.localhost',
    'garbled',
    502,
    'The pod did not answer: TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["location"]\n',
  ],
])('says what is wrong with %s', async (_case, host, pod, status, text) => {
  answer = pod;
  expect(await ask({ headers: { host } })).toMatchObject({ status, text });
});

it('refuses a body that is too large', async () => {
  const result = await ask(
    { method: 'POST', headers: { host: 'sample.localhost' } },
    'x'.repeat(64 * 1024 * 1024 + 1),
  );
  expect(result.status).toBe(413);
});
