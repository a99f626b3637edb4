import { Log } from './Log';

function setUp(level: 'debug' | 'info' = 'info') {
  const lines: string[] = [];
  const log = new Log({
    level,
    write: line => lines.push(line),
    now: () => 0,
  });
  return { log, read: () => lines.map(line => JSON.parse(line)) };
}

describe('Log', () => {
  it('writes one JSON line per thing, with time, level, message and facts', () => {
    const { log, read } = setUp();
    log.with({ reconcileId: 'r1' }).info('applied', { kind: 'Service' });
    expect(read()).toEqual([
      {
        time: '1970-01-01T00:00:00.000Z',
        level: 'info',
        message: 'applied',
        reconcileId: 'r1',
        kind: 'Service',
      },
    ]);
  });

  it('leaves out what is below its level', () => {
    const { log, read } = setUp();
    log.debug('detail');
    expect(read()).toEqual([]);
  });

  it('tells an error with its causes, and with its stack only when debugging', () => {
    const error = new Error('cannot list pods', {
      cause: new Error('connect ECONNREFUSED'),
    });
    const quiet = setUp();
    quiet.log.error('failed', { error });
    expect(quiet.read()[0].error).toBe(
      'cannot list pods: connect ECONNREFUSED',
    );
    const loud = setUp('debug');
    loud.log.error('failed', { error });
    expect(loud.read()[0].error).toContain('Log.test.ts');
  });
});
