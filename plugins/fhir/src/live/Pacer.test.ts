import { Pacer } from './Pacer';

describe('Pacer', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs at once when it has rested', async () => {
    const { task, pacer } = start();
    pacer.request();
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('serves all who ask during a run by one later run', async () => {
    const { task, pacer, finish } = start();
    pacer.request();
    pacer.request();
    pacer.request();
    await finish();
    expect(task).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('serves all who ask during a rest by one run when it is over', async () => {
    const { task, pacer, finish } = start();
    pacer.request();
    await finish();
    pacer.request();
    pacer.request();
    await jest.advanceTimersByTimeAsync(999);
    expect(task).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('does not rest when a person asks, and forgets who waited for the rest', async () => {
    const { task, pacer, finish } = start();
    pacer.request();
    await finish();
    pacer.request();
    pacer.now();
    expect(task).toHaveBeenCalledTimes(2);
    await finish();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('runs no more after it was stopped', async () => {
    const { task, pacer, finish } = start();
    pacer.request();
    pacer.request();
    pacer.stop();
    await finish();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(task).toHaveBeenCalledTimes(1);
  });
});

function start() {
  let end = () => {};
  const task = jest.fn(
    () =>
      new Promise<void>(resolve => {
        end = resolve;
      }),
  );
  const finish = async () => {
    end();
    await jest.advanceTimersByTimeAsync(0);
  };
  return { task, pacer: new Pacer(task, 1_000), finish };
}
