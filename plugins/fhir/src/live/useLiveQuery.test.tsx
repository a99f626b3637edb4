import type { ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { FixtureSignals } from '../__testUtils__/FixtureSignals';
import { fhirApiRef } from '../api/FhirApi';
import { FixtureFhirApi } from '../fixtures/FixtureFhirApi';
import { queryKeys } from './LiveQueries';
import { useLiveQuery } from './useLiveQuery';

const id = 'aks-weu/cardio/cardio';

describe('useLiveQuery', () => {
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

    await act(async () => signals.send(id));
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current.value).toBe(2);
  });

  it('hears every one of several signals that arrive together', async () => {
    const { load, signals } = await start();
    await act(async () => {
      signals.send(id);
      signals.send('aks-weu/cardio/other');
    });
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('loads once more, not once per signal, what changes during a load', async () => {
    const { load, signals, answer } = await start({ held: true });
    await act(async () => {
      signals.send(id);
      signals.send(id);
    });
    expect(load).toHaveBeenCalledTimes(1);
    await act(async () => answer());
    await act(() => jest.advanceTimersByTimeAsync(300));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('rests after a load, and serves all signals of the rest by one load', async () => {
    const { load, signals } = await start();
    await act(async () => signals.send(id));
    await act(async () => signals.send(id));
    await act(async () => signals.send(id));
    await act(() => jest.advanceTimersByTimeAsync(299));
    expect(load).toHaveBeenCalledTimes(2);
    await act(() => jest.advanceTimersByTimeAsync(1));
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('does not rest when a person asks', async () => {
    const { load, signals, result } = await start();
    await act(async () => signals.send(id));
    await act(async () => result.current.refresh());
    expect(load).toHaveBeenCalledTimes(3);
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
    await act(async () => signals.send(id));
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    const asked = load.mock.calls.length;
    await act(() => jest.advanceTimersByTimeAsync(15_000));
    expect(load).toHaveBeenCalledTimes(asked + 3);
  });

  it('asks nothing while nobody sees the page, and catches up when somebody does', async () => {
    const { load, signals } = await start({ withSignals: true });
    act(() => setVisible(false));
    await act(() => jest.advanceTimersByTimeAsync(10 * 60_000));
    await act(async () => signals.send(id));
    expect(load).toHaveBeenCalledTimes(1);

    await act(async () => setVisible(true));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps the last value when a later load fails, and asks sooner', async () => {
    const { load, result, signals } = await start();
    load.mockRejectedValueOnce(new Error('no answer'));
    await act(async () => signals.send(id));
    expect(result.current).toMatchObject({ value: 1, loading: false });
    expect(result.current.error?.message).toBe('no answer');

    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(result.current.error).toBeUndefined();
  });

  it('keeps the error of a first load while it loads again', async () => {
    const { load, result, answer } = await start({ held: true, fails: true });
    await act(async () => answer());
    expect(result.current).toMatchObject({ loading: false });
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current).toMatchObject({ loading: false });
    expect(result.current.error?.message).toBe('no answer');
  });

  it('shares one request among all who read the same', async () => {
    const { load, signals } = await start({ readers: 9 });
    expect(load).toHaveBeenCalledTimes(1);
    await act(async () => signals.send(id));
    expect(load).toHaveBeenCalledTimes(2);
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('forgets the old value when it is about something else', async () => {
    const { result, rerender, load } = await start();
    load.mockReturnValueOnce(new Promise<number>(() => {}));
    rerender('aks-weu/cardio/other');
    expect(result.current.value).toBeUndefined();
    expect(result.current.loading).toBe(true);
  });
});

async function start(
  options: {
    withSignals?: boolean;
    held?: boolean;
    fails?: boolean;
    readers?: number;
  } = {},
) {
  const { withSignals = true, held, fails, readers = 1 } = options;
  const signals = new FixtureSignals();
  const api = new FixtureFhirApi();
  let count = 0;
  let answer = () => {};
  const load = jest.fn<Promise<number>, []>(() => {
    count += 1;
    const value = count;
    if (!held) return Promise.resolve(value);
    return new Promise<number>((resolve, reject) => {
      answer = () => (fails ? reject(new Error('no answer')) : resolve(value));
    });
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [fhirApiRef, api],
        ...(withSignals ? [[signalApiRef, signals] as const] : []),
      ]}
    >
      {children}
    </TestApiProvider>
  );
  const initialProps: InstanceId = id;
  const rendered = renderHook(
    (read: InstanceId) =>
      Array.from({ length: readers }, () =>
        // The number of readers is the same in each render.
        // eslint-disable-next-line react-hooks/rules-of-hooks
        useLiveQuery(queryKeys.instance(read), load),
      )[0],
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
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}
