import { ManualClock } from '../clock';
import type { ApiFaults } from '../contract';
import { startPlainApi, type PlainApi } from '../testing/startPlainApi';

const pods = '/api/v1/pods';
const configMaps = '/api/v1/configmaps';

/** A clock that tells what it was asked to wait for. */
class NotingClock extends ManualClock {
  readonly delays: number[] = [];

  override after(milliseconds: number, run: () => void): () => void {
    this.delays.push(milliseconds);
    return super.after(milliseconds, run);
  }
}

describe('what goes wrong on purpose', () => {
  let test: PlainApi;
  let clock: NotingClock;

  beforeEach(async () => {
    clock = new NotingClock();
    test = await startPlainApi({ clock });
  });

  afterEach(() => test.api.close());

  const statusOf = async (path: string, init?: RequestInit) =>
    (await test.send(path, init)).status;

  it.each<[429 | 500 | 503, string]>([
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
  ])('is an answer %d', async (status, reason) => {
    test.api.setFaults({ status, retryAfterSeconds: 7 });
    const response = await test.send(pods);
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.json()).toMatchObject({
      kind: 'Status',
      reason,
      code: status,
      details: { retryAfterSeconds: 7 },
    });
  });

  it.each<[string, ApiFaults, number, number]>([
    ['one path', { status: 503, path: '^/api/v1/pods' }, 503, 200],
    ['one method', { status: 503, method: 'get' }, 503, 503],
    ['no other method', { status: 503, method: 'DELETE' }, 200, 200],
  ])('hits %s', async (_what, faults, first, second) => {
    test.api.setFaults(faults);
    expect([await statusOf(pods), await statusOf(configMaps)]).toEqual([
      first,
      second,
    ]);
  });

  it('takes itself off after so many times', async () => {
    test.api.setFaults({ status: 500, count: 2 });
    expect([
      await statusOf(pods),
      await statusOf(pods),
      await statusOf(pods),
    ]).toEqual([500, 500, 200]);
    expect(test.api.faults).toEqual({});
  });

  it('is taken off again', async () => {
    test.api.setFaults({ status: 500 });
    expect(await statusOf(pods)).toBe(500);
    test.api.setFaults({});
    expect(await statusOf(pods)).toBe(200);
  });

  it('cuts connections without an answer, running watches too', async () => {
    const watch = await test.send(`${configMaps}?watch=true`);
    test.api.setFaults({ reset: true });
    await expect(watch.text()).rejects.toThrow();
    await expect(test.send(pods)).rejects.toThrow('fetch failed');
  });

  it('lets an answer wait', async () => {
    test.api.setFaults({ delayMs: 5_000 });
    let answered = false;
    const response = test.send(pods).then(({ status }) => {
      answered = true;
      return status;
    });
    while (!clock.delays.includes(5_000)) await new Promise(setImmediate);
    clock.advance(4_999);
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    clock.advance(1);
    expect(await response).toBe(200);
  });
});
