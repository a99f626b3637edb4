import { once } from 'node:events';
import net from 'node:net';
import { ManualClock } from '../clock';
import { createKubernetesApi } from '../createKubernetesApi';

describe('a watch whose time is up', () => {
  it('writes nothing more, though the client still holds the connection open', async () => {
    const clock = new ManualClock();
    const api = createKubernetesApi({ token: 'secret', clock });
    const { port } = await api.listen(0);
    const client = net.connect(port, '127.0.0.1');
    client.write(
      'GET /api/v1/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=30 HTTP/1.1\r\n' +
        'Host: localhost\r\nAuthorization: Bearer secret\r\n\r\n',
    );
    await once(client, 'data');
    client.pause();

    clock.advance(30_000);
    clock.advance(120_000);
    api.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'later', namespace: 'default' },
    });
    await new Promise(setImmediate);

    let rest = '';
    client.on('data', chunk => (rest += String(chunk)));
    client.resume();
    client.end();
    await once(client, 'close');
    expect(rest).not.toContain('later');
    expect(rest).not.toContain('BOOKMARK');
    await api.close();
  });
});

describe('a watch whose client does not read', () => {
  it('is cut, so that what waits for it does not fill the memory', async () => {
    const api = createKubernetesApi({ token: 'secret' });
    const { port } = await api.listen(0);
    const client = net.connect(port, '127.0.0.1');
    client.write(
      'GET /api/v1/configmaps?watch=true HTTP/1.1\r\n' +
        'Host: localhost\r\nAuthorization: Bearer secret\r\n\r\n',
    );
    await once(client, 'data');
    client.pause();

    const data = { large: 'x'.repeat(900_000) };
    for (let number = 1; number <= 60; number++) {
      const metadata = { name: `map-${number}`, namespace: 'default' };
      api.store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    }

    let rest = '';
    client.on('data', chunk => (rest += String(chunk)));
    client.on('error', () => {});
    client.resume();
    await once(client, 'close');
    expect(rest).not.toContain('map-60');
    await api.close();
  });
});
