import { ManualClock, type KubeObject, type PodLogQuery } from '../api';
import { PodLogStore } from './PodLogStore';

const clock = new ManualClock();
let logs: PodLogStore;

beforeEach(() => {
  logs = new PodLogStore(clock);
});

function pod(status = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'sample-1',
      namespace: 'fhir',
      uid: 'uid',
      resourceVersion: '1',
      creationTimestamp: '',
    },
    spec: { containers: [{ name: 'fhir' }, { name: 'other' }] },
    status,
  };
}

const nothing: PodLogQuery = {
  previous: false,
  follow: false,
  timestamps: false,
  signal: new AbortController().signal,
};

async function read(query: Partial<PodLogQuery> = {}, status = {}) {
  const lines: string[] = [];
  for await (const line of await logs.serve(pod(status), {
    ...nothing,
    ...query,
  }))
    lines.push(line);
  return lines;
}

function write(...lines: string[]) {
  for (const line of lines) {
    logs.write('uid', 'fhir', line);
    clock.advance(1000);
  }
}

describe('reading', () => {
  it('gives all lines, the last ones, or the recent ones', async () => {
    write('a', 'b', 'c');
    expect(await read()).toEqual(['a', 'b', 'c']);
    expect(await read({ tailLines: 2 })).toEqual(['b', 'c']);
    expect(await read({ tailLines: 0 })).toEqual([]);
    expect(await read({ sinceSeconds: 2 })).toEqual(['b', 'c']);
    expect(
      await read({ sinceTime: new Date(clock.now() - 1000).toISOString() }),
    ).toEqual(['c']);
    expect((await read({ timestamps: true }))[0]).toMatch(
      /^2026-11-24T\d\d:\d\d:\d\d\.000Z a$/,
    );
  });

  it('keeps containers apart, and the run before this one', async () => {
    write('old');
    logs.rotate('uid', 'fhir');
    write('new');
    expect(await read()).toEqual(['new']);
    expect(await read({ previous: true })).toEqual(['old']);
    expect(await read({ container: 'other' })).toEqual([]);
    expect(logs.last('uid', 'fhir', 5)).toEqual(['new']);
  });

  it('remembers the last 10,000 lines', async () => {
    for (let line = 0; line < 10_050; line++)
      logs.write('uid', 'fhir', String(line));
    const lines = await read();
    expect([lines.length, lines[0]]).toEqual([10_000, '50']);
  });
});

describe('a refusal says why', () => {
  it.each<[string, Partial<PodLogQuery>, object, string]>([
    [
      'a container that is not there',
      { container: 'x' },
      {},
      'container x is not valid for pod sample-1',
    ],
    [
      'no run before this one',
      { previous: true },
      {},
      'previous terminated container "fhir" in pod "sample-1" not found',
    ],
    [
      'a container that has not started',
      {},
      {
        containerStatuses: [
          {
            name: 'fhir',
            state: {
              waiting: {
                reason: 'ImagePullBackOff',
                message: 'Back-off pulling image "x"',
              },
            },
          },
        ],
      },
      'container "fhir" in pod "sample-1" is waiting to start: Back-off pulling image "x"',
    ],
  ])('%s', async (_case, query, status, message) => {
    await expect(read(query, status)).rejects.toThrow(message);
  });
});

describe('following', () => {
  it('goes on with what is written in between, until the reader has gone', async () => {
    write('a');
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const line of await logs.serve(pod(), {
      ...nothing,
      follow: true,
      signal: abort.signal,
    })) {
      seen.push(line);
      if (line === 'a') write('b', 'c');
      if (line === 'c') abort.abort();
    }
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, () => void]>([
    ['its process ends', () => logs.end('uid', 'fhir')],
    ['its container starts again', () => logs.rotate('uid', 'fhir')],
    ['its pod is gone', () => logs.forget('uid')],
  ])('has read everything when %s', async (_case, end) => {
    write('a');
    const reading = read({ follow: true });
    await Promise.resolve();
    write('b');
    end();
    expect(await reading).toEqual(['a', 'b']);
  });
});
