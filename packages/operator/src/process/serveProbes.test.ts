import { serveProbes } from './serveProbes';

describe('serveProbes', () => {
  const waiting: string[] = [];
  let base: string;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const served = await serveProbes(
      { host: '127.0.0.1', port: 0 },
      { waitingFor: () => waiting, metrics: async () => 'up 1\n' },
    );
    base = `http://127.0.0.1:${served.port}`;
    close = served.close;
  });
  afterAll(() => close());
  beforeEach(() => {
    waiting.length = 0;
  });

  const read = async (path: string) => {
    const response = await fetch(base + path);
    return `${response.status} ${await response.text()}`;
  };

  it('is alive', async () => {
    expect(await read('/healthz')).toBe('200 ok\n');
  });

  it('is ready when nothing is missing', async () => {
    expect(await read('/readyz?verbose')).toBe('200 ok\n');
  });

  it('says what it waits for', async () => {
    waiting.push('fhirs: the CRD is not installed', 'pods');
    expect(await read('/readyz')).toBe(
      '503 waiting for fhirs: the CRD is not installed\nwaiting for pods\n',
    );
  });

  it('serves the metrics as Prometheus reads them', async () => {
    const response = await fetch(`${base}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/version=0\.0\.4/);
    expect(await response.text()).toBe('up 1\n');
  });

  it('says what there is', async () => {
    expect(await read('/')).toMatch(/^404 .*\/healthz/);
  });

  it('says in one sentence that a port is taken', async () => {
    const port = Number(new URL(base).port);
    await expect(
      serveProbes(
        { host: '127.0.0.1', port },
        { waitingFor: () => [], metrics: async () => '' },
      ),
    ).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`);
  });
});
