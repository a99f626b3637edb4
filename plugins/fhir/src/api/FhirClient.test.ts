import { FhirClient } from './FhirClient';
import { FhirRequestError } from './FhirRequestError';

const id = 'aks-weu/cardio/cardio';

describe('FhirClient', () => {
  it.each<[string, (client: FhirClient) => Promise<unknown>, string]>([
    ['the clusters', c => c.listClusters(), '/clusters'],
    ['the servers', c => c.listInstances(), '/instances'],
    ['one server', c => c.getInstance(id), `/instances/${id}`],
    [
      'a manifest',
      c => c.getManifest(id, { kind: 'Pod', name: 'cardio-x1' }),
      `/instances/${id}/manifest?kind=Pod&name=cardio-x1`,
    ],
    ['whether a name is free', c => c.checkName(id), `/names/${id}`],
    [
      'one server whose name needs escaping',
      c => c.getInstance('aks/a b/c?d'),
      '/instances/aks/a%20b/c%3Fd',
    ],
  ])('asks for %s', async (_, ask, path) => {
    const { client, fetch } = clientFor(() => Response.json({ ok: true }));
    await expect(ask(client)).resolves.toEqual({ ok: true });
    expect(fetch.mock.calls[0][0]).toBe(`plugin://fhir${path}`);
  });

  it('reads a log in the pieces in which it arrives', async () => {
    const { client, fetch } = clientFor(() => streamed('first ', 'and second'));
    const pieces: string[] = [];
    const query = { pod: 'p', container: 'fhir', tailLines: 10, follow: true };
    const never = new AbortController().signal;
    await client.readLog(id, query, text => pieces.push(text), never);
    expect(pieces).toEqual(['first ', 'and second']);
    expect(fetch.mock.calls[0][0]).toContain(
      'logs?pod=p&container=fhir&tailLines=10&follow=true',
    );
  });

  it('joins a letter that was cut in two', async () => {
    const bytes = new TextEncoder().encode('Zürich');
    const { client } = clientFor(
      () => new Response(streamOf(bytes.slice(0, 2), bytes.slice(2))),
    );
    let log = '';
    const query = { pod: 'p', container: 'fhir', tailLines: 10 };
    const never = new AbortController().signal;
    await client.readLog(id, query, text => (log += text), never);
    expect(log).toBe('Zürich');
  });

  it('says nothing when the reader has gone away', async () => {
    const abort = new AbortController();
    const { client } = clientFor(() => {
      abort.abort();
      throw new Error('aborted');
    });
    const query = { pod: 'p', container: 'fhir', tailLines: 10 };
    await expect(
      client.readLog(id, query, () => {}, abort.signal),
    ).resolves.toBeUndefined();
  });

  it('tells the message, the status and the request id of the backend', async () => {
    const { client } = clientFor(() =>
      Response.json(
        { error: { name: 'NotAllowedError', message: 'Ask the owner.' } },
        { status: 403, headers: { 'x-request-id': 'from-backend' } },
      ),
    );
    const asked = client.getInstance(id);
    await expect(asked).rejects.toThrow('Ask the owner.');
    await expect(asked).rejects.toBeInstanceOf(FhirRequestError);
    await expect(asked).rejects.toMatchObject({
      status: 403,
      requestId: 'from-backend',
    });
  });

  it('keeps its own request id when nothing answers, and the cause', async () => {
    const cause = new TypeError('Failed to fetch');
    const { client } = clientFor(() => {
      throw cause;
    });
    const asked = client.getInstance(id);
    await expect(asked).rejects.toThrow('The portal could not be reached.');
    await expect(asked).rejects.toMatchObject({
      status: undefined,
      requestId: 'mine',
      cause,
    });
  });

  it('has an id for each request when none is given', async () => {
    const fetch = jest.fn(async () => Response.json([]));
    const client = new FhirClient({ fetchApi: { fetch } });
    await client.listClusters();
    expect(fetch).toHaveBeenCalledWith(
      'plugin://fhir/clusters',
      expect.objectContaining({
        headers: { 'x-request-id': expect.stringMatching(/^[0-9a-f]{16}$/) },
      }),
    );
  });
});

function clientFor(answer: () => Response) {
  const fetch = jest.fn(async (_url: unknown) => answer());
  const client = new FhirClient({
    fetchApi: { fetch },
    newRequestId: () => 'mine',
  });
  return { client, fetch };
}

function streamed(...texts: string[]): Response {
  return new Response(
    streamOf(...texts.map(text => new TextEncoder().encode(text))),
  );
}

function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: controller => {
      chunks.forEach(chunk => controller.enqueue(chunk));
      controller.close();
    },
  });
}
