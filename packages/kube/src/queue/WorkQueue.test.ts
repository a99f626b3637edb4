import { WorkQueue, type WorkQueueOptions, type WorkResult } from './WorkQueue';

/** Work that ends when the test says so. */
class Bench {
  readonly begun: string[] = [];
  readonly errors: string[] = [];
  readonly queue: WorkQueue;
  private readonly ends = new Map<string, Array<() => void>>();
  private readonly outcomes = new Map<string, Array<WorkResult | Error>>();

  constructor(options: Partial<WorkQueueOptions> = {}) {
    this.queue = new WorkQueue({
      workers: 1,
      backoff: { minMs: 1_000, maxMs: 8_000 },
      work: key => this.work(key),
      onError: (key, error, failures) =>
        this.errors.push(`${key} ${failures} ${error}`),
      now: () => Date.now(),
      ...options,
    });
  }

  will(key: string, ...outcomes: Array<WorkResult | Error>): void {
    this.outcomes.set(key, outcomes);
  }

  async end(key: string): Promise<void> {
    this.ends.get(key)?.shift()?.();
    await jest.advanceTimersByTimeAsync(0);
  }

  private async work(key: string): Promise<WorkResult> {
    this.begun.push(key);
    await new Promise<void>(resolve => {
      this.ends.set(key, [...(this.ends.get(key) ?? []), resolve]);
    });
    const outcome = this.outcomes.get(key)?.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('WorkQueue', () => {
  it('holds a key once however often it is added', async () => {
    const bench = new Bench();
    for (let i = 0; i < 5; i++) bench.queue.add('a');
    bench.queue.start();
    await bench.end('a');
    expect(bench.begun).toEqual(['a']);
    expect(bench.queue.depth).toBe(0);
  });

  it('never gives one key to two workers, and runs it once more when it was added meanwhile', async () => {
    const bench = new Bench({ workers: 4 });
    bench.queue.start();
    bench.queue.add('a');
    bench.queue.add('a');
    bench.queue.add('a');
    expect(bench.begun).toEqual(['a']);
    await bench.end('a');
    expect(bench.begun).toEqual(['a', 'a']);
    await bench.end('a');
    expect(bench.begun).toEqual(['a', 'a']);
  });

  it('works with as many workers as it was given', () => {
    const bench = new Bench({ workers: 2 });
    bench.queue.start();
    for (const key of ['a', 'b', 'c']) bench.queue.add(key);
    expect(bench.begun).toEqual(['a', 'b']);
    expect(bench.queue.active).toBe(2);
    expect(bench.queue.depth).toBe(1);
  });

  it('says when nothing is worked on', async () => {
    const bench = new Bench({ workers: 2 });
    const said: string[] = [];
    bench.queue.start();
    await bench.queue.whenIdle();
    for (const key of ['a', 'b', 'c']) bench.queue.add(key);
    void bench.queue.whenIdle().then(() => said.push('idle'));
    await bench.end('a');
    await bench.end('b');
    expect(said).toEqual([]);
    await bench.end('c');
    expect(said).toEqual(['idle']);
  });

  it('counts a key that is to come later as pending, not as waiting', () => {
    const bench = new Bench();
    bench.queue.start();
    bench.queue.add('later', { afterMs: 60_000 });
    expect(bench.queue.depth).toBe(0);
    expect(bench.queue.pending).toBe(1);
  });

  it('takes the greater priority first, then the older addition', async () => {
    const bench = new Bench();
    bench.queue.add('initial', { priority: -100 });
    bench.queue.add('new', { priority: -10 });
    bench.queue.add('begun-1');
    bench.queue.add('begun-2');
    bench.queue.start();
    for (const key of ['begun-1', 'begun-2', 'new', 'initial'])
      await bench.end(key);
    expect(bench.begun).toEqual(['begun-1', 'begun-2', 'new', 'initial']);
  });

  it('keeps the greater priority and the earlier time of two additions', async () => {
    const bench = new Bench();
    bench.queue.add('a', { priority: -100, afterMs: 60_000 });
    bench.queue.add('b', { priority: -50 });
    bench.queue.add('a', { priority: 0, afterMs: 0 });
    bench.queue.start();
    await bench.end('a');
    expect(bench.begun).toEqual(['a', 'b']);
  });

  it('waits twice as long after each failure of a key, up to the limit, and starts over after a success', async () => {
    const bench = new Bench();
    const boom = new Error('boom');
    bench.will('a', boom, boom, boom, boom, boom, undefined, boom);
    bench.queue.start();
    bench.queue.add('a');
    for (const wait of [1_000, 2_000, 4_000, 8_000, 8_000]) {
      await bench.end('a');
      const before = bench.begun.length;
      await jest.advanceTimersByTimeAsync(wait - 1);
      expect(bench.begun).toHaveLength(before);
      await jest.advanceTimersByTimeAsync(2);
      expect(bench.begun).toHaveLength(before + 1);
    }
    await bench.end('a');
    bench.queue.add('a');
    await bench.end('a');
    expect(bench.errors.map(text => text.split(' ')[1])).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '1',
    ]);
  });

  it('lets an event overtake the wait of a failed key', async () => {
    const bench = new Bench();
    bench.will('a', new Error('boom'));
    bench.queue.start();
    bench.queue.add('a');
    await bench.end('a');
    bench.queue.add('a');
    expect(bench.begun).toEqual(['a', 'a']);
  });

  it('comes back to a key after the time that the worker asked for', async () => {
    const bench = new Bench();
    bench.will('a', { requeueAfterMs: 5_000 });
    bench.queue.start();
    bench.queue.add('a');
    await bench.end('a');
    await jest.advanceTimersByTimeAsync(4_999);
    expect(bench.begun).toEqual(['a']);
    await jest.advanceTimersByTimeAsync(2);
    expect(bench.begun).toEqual(['a', 'a']);
  });

  it('ends running work, and begins no other, when it stops', async () => {
    const bench = new Bench();
    bench.queue.start();
    bench.queue.add('a');
    bench.queue.add('b');
    const stopped = bench.queue.stop(1_000);
    await bench.end('a');
    await stopped;
    bench.queue.add('c');
    expect(bench.begun).toEqual(['a']);
  });

  it('tells running work to give up when the grace is over', async () => {
    let given: AbortSignal | undefined;
    const queue = new WorkQueue({
      workers: 1,
      work: (_key, signal) => {
        given = signal;
        return new Promise(resolve =>
          signal.addEventListener('abort', () => resolve()),
        );
      },
    });
    queue.start();
    queue.add('a');
    const stopped = queue.stop(1_000);
    await jest.advanceTimersByTimeAsync(1_000);
    await stopped;
    expect(given?.aborted).toBe(true);
  });

  it('forgets a key that is gone', async () => {
    const bench = new Bench();
    bench.queue.add('a', { afterMs: 10 });
    bench.queue.forget('a');
    bench.queue.start();
    await jest.advanceTimersByTimeAsync(20);
    expect(bench.begun).toEqual([]);
  });

  it('goes through ten thousand keys in the order of their priority', async () => {
    const order: number[] = [];
    const queue = new WorkQueue({
      workers: 1,
      work: async key => void order.push(Number(key)),
    });
    for (let i = 0; i < 10_000; i++) {
      const priority = (i * 7919) % 10_000;
      queue.add(String(priority), { priority });
    }
    queue.start();
    await jest.advanceTimersByTimeAsync(10);
    expect(order).toEqual(Array.from({ length: 10_000 }, (_, i) => 9_999 - i));
  });
});
