import { DeferredWork } from './DeferredWork';

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}

describe('work that is put off', () => {
  it('runs later, once for each key, in the order of first mention', async () => {
    const done: string[] = [];
    const work = new DeferredWork(() => {});
    work.add('a', () => done.push('a'));
    work.add('b', () => done.push('b'));
    work.add('a', () => done.push('again'));
    expect(done).toEqual([]);
    await nextTurn();
    expect(done).toEqual(['a', 'b']);
  });

  it('goes on after a piece that fails', async () => {
    const errors: unknown[] = [];
    const done: string[] = [];
    const work = new DeferredWork(error => errors.push(error));
    const failure = new Error('no');
    work.add('a', () => {
      throw failure;
    });
    work.add('b', () => done.push('b'));
    await nextTurn();
    expect([errors, done]).toEqual([[failure], ['b']]);
  });

  it('takes in new work while it runs', async () => {
    const done: string[] = [];
    const work = new DeferredWork(() => {});
    work.add('a', () => {
      done.push('a');
      work.add('a', () => done.push('more'));
    });
    await nextTurn();
    await nextTurn();
    expect(done).toEqual(['a', 'more']);
  });

  it('runs nothing once it is stopped', async () => {
    const done: string[] = [];
    const work = new DeferredWork(() => {});
    work.add('a', () => done.push('a'));
    work.stop();
    await nextTurn();
    expect(done).toEqual([]);
  });
});
