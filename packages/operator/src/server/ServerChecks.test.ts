import type { ServerReading } from '@fhir-on-aks/plugin-fhir-common';
import { ServerChecks } from './ServerChecks';
import type { ServerTarget } from './serverTarget';

const target = (more: Partial<ServerTarget> = {}): ServerTarget => ({
  uid: 'u1',
  id: 'r1',
  url: 'http://cardio',
  headers: {},
  rollout: 'r1',
  spreadMs: 0,
  ...more,
});
const versions = { softwareVersion: '5.0.30', fhirVersion: '4.0.1' };

function setUp() {
  const asked: Array<{ url: string; statement: boolean }> = [];
  const news: string[] = [];
  const server: { says: ServerReading } = { says: { health: 'Healthy' } };
  const checks = new ServerChecks({
    ask: async ({ url }, { statement }) => {
      asked.push({ url, statement });
      return statement && server.says.health === 'Healthy'
        ? { ...server.says, ...versions }
        : server.says;
    },
    onNews: key => news.push(key),
    random: () => 0.5,
    now: () => Date.now(),
  });
  checks.start();
  return { checks, asked, news, server };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

describe('ServerChecks', () => {
  it('asks at once, then every five minutes, with the statement once per rollout', async () => {
    const { checks, asked } = setUp();
    checks.want('a', target());
    await pass(0);
    expect(checks.reading('a')).toEqual({ health: 'Healthy', ...versions });
    await pass(301);
    expect(asked).toEqual([
      { url: 'http://cardio', statement: true },
      { url: 'http://cardio', statement: false },
    ]);
    checks.want('a', target({ id: 'r2', rollout: 'r2' }));
    await pass(0);
    expect(asked[2]).toEqual({ url: 'http://cardio', statement: true });
    await checks.stop();
  });

  it('tells only what is new', async () => {
    const { checks, news, server } = setUp();
    checks.want('a', target());
    await pass(1_000);
    expect(news).toEqual(['a']);
    server.says = { health: 'Degraded', detail: 'slow' };
    await pass(600);
    expect(news).toEqual(['a', 'a']);
    expect(checks.reading('a')).toMatchObject({
      health: 'Degraded',
      ...versions,
    });
    await checks.stop();
  });

  it('does not ask again because a reconcile wants the same', async () => {
    const { checks, asked } = setUp();
    for (let i = 0; i < 5; i += 1) checks.want('a', target());
    await pass(1);
    for (let i = 0; i < 5; i += 1) checks.want('a', target());
    await pass(1);
    expect(asked).toHaveLength(1);
    await checks.stop();
  });

  it('spreads the first questions after a start', async () => {
    const { checks, asked } = setUp();
    checks.want('a', target({ spreadMs: 30_000 }));
    await pass(14);
    expect(asked).toHaveLength(0);
    await pass(2);
    expect(asked).toHaveLength(1);
    await checks.stop();
  });

  it('forgets a server that is nowhere, and one that was made anew', async () => {
    const { checks, asked } = setUp();
    checks.want('a', target());
    await pass(0);
    checks.want('a', undefined);
    expect(checks.reading('a')).toBeUndefined();
    await pass(1_000);
    expect(asked).toHaveLength(1);
    checks.want('a', target());
    await pass(0);
    checks.want('a', target({ uid: 'u2' }));
    expect(checks.reading('a')).toBeUndefined();
    await checks.stop();
  });
});
