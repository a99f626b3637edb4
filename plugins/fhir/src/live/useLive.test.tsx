import type { ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { FixtureSignals } from '../__testUtils__/FixtureSignals';
import { useLive } from './useLive';

describe('useLive', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    setVisible(true);
  });

  it('loads once, and again after a signal that concerns it', async () => {
    const { load, signals, result } = await start();
    expect(load).toHaveBeenCalledTimes(1);
    expect(result.current).toMatchObject({ value: 1, loading: false });

    await act(async () => signals.send('aks-weu/cardio/other'));
    expect(load).toHaveBeenCalledTimes(1);

    await act(async () => signals.send('aks-weu/cardio/cardio'));
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current.value).toBe(2);
  });

  it('hears every one of several signals that arrive together', async () => {
    const { load, signals } = await start();
    await act(async () => {
      signals.send('aks-weu/cardio/cardio');
      signals.send('aks-weu/cardio/other');
    });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('loads once more, not once per signal, what changes during a load', async () => {
    const { load, signals, answer } = await start({ held: true });
    await act(async () => {
      signals.send('aks-weu/cardio/cardio');
      signals.send('aks-weu/cardio/cardio');
    });
    expect(load).toHaveBeenCalledTimes(1);
    await act(async () => answer());
    expect(load).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['every 5 seconds without signals', false, [5, 10, 15, 20, 25]],
    [
      'for a while with signals, which may not be connected yet, then every minute, should one have been lost',
      true,
      [5, 10, 15, 75, 135],
    ],
  ])('asks by itself %s', async (_, withSignals, seconds) => {
    const { load } = await start({ withSignals });
    const asked: number[] = [];
    for (let second = 1; second <= Math.max(...seconds); second += 1) {
      const before = load.mock.calls.length;
      await act(() => jest.advanceTimersByTimeAsync(1000));
      if (load.mock.calls.length > before) asked.push(second);
    }
    expect(asked).toEqual(seconds);
  });

  it('asks for a while again when the backend was away: it did not tell what changed meanwhile', async () => {
    const { load, signals } = await start();
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    load.mockRejectedValueOnce(new Error('no answer'));
    await act(async () => signals.send('aks-weu/cardio/cardio'));
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    const asked = load.mock.calls.length;
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(load).toHaveBeenCalledTimes(asked + 3);
  });

  it('asks nothing while nobody sees the page, and catches up when somebody does', async () => {
    const { load, signals } = await start({ withSignals: true });
    act(() => setVisible(false));
    await act(() => jest.advanceTimersByTimeAsync(10 * 60_000));
    await act(async () => signals.send('aks-weu/cardio/cardio'));
    expect(load).toHaveBeenCalledTimes(1);

    await act(async () => setVisible(true));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps the last value when a later load fails, and asks sooner', async () => {
    const { load, result, signals } = await start();
    load.mockRejectedValueOnce(new Error('no answer'));
    await act(async () => signals.send('aks-weu/cardio/cardio'));
    expect(result.current).toMatchObject({ value: 1, loading: false });
    expect(result.current.error?.message).toBe('no answer');

    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(result.current.error).toBeUndefined();
  });

  it('forgets the old value when it is about something else', async () => {
    const { result, rerender } = await start();
    rerender(() => new Promise<number>(() => {}));
    expect(result.current.value).toBeUndefined();
    expect(result.current.loading).toBe(true);
  });
});

async function start(options: { withSignals?: boolean; held?: boolean } = {}) {
  const { withSignals = true, held = false } = options;
  const signals = new FixtureSignals();
  let count = 0;
  let answer = () => {};
  const load = jest.fn<Promise<number>, []>(() => {
    count += 1;
    const value = count;
    if (!held) return Promise.resolve(value);
    return new Promise<number>(resolve => {
      answer = () => resolve(value);
    });
  });
  const apis: Array<[typeof signalApiRef, FixtureSignals]> = withSignals
    ? [[signalApiRef, signals]]
    : [];
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider apis={apis}>{children}</TestApiProvider>
  );
  const concerns = (changed: string[]) =>
    changed.includes('aks-weu/cardio/cardio');
  const initialProps: () => Promise<number> = load;
  const rendered = renderHook(
    (loader: () => Promise<number>) => useLive(loader, concerns),
    { wrapper, initialProps },
  );
  await act(async () => {});
  return { ...rendered, load, signals, answer: () => answer() };
}

function setVisible(visible: boolean) {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (visible ? 'visible' : 'hidden'),
  });
  document.dispatchEvent(new Event('visibilitychange'));
}
