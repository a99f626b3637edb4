import { Resync } from './Resync';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('Resync', () => {
  it('brings every key once in a period, not all at one time', () => {
    const keys = Array.from(
      { length: 500 },
      (_, index) => `team/fhir-${index}`,
    );
    const added: string[] = [];
    let most = 0;
    const resync = new Resync({
      periodMs: 60 * 60_000,
      keys: () => keys,
      add: key => added.push(key),
    });
    resync.start();
    for (let minute = 0; minute < 60; minute += 1) {
      const before = added.length;
      jest.advanceTimersByTime(60_000);
      most = Math.max(most, added.length - before);
    }
    expect([...added].sort()).toEqual([...keys].sort());
    expect(most).toBeLessThan(60);
    resync.stop();
    jest.advanceTimersByTime(60 * 60_000);
    expect(added).toHaveLength(500);
  });
});
