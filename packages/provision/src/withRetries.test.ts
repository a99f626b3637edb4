import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { AzureError, type RetryAdvice } from './providers/azure/AzureError';
import { ManualClock } from './testing/ManualClock';
import { withRetries } from './withRetries';

const azure = (retry: RetryAdvice, retryAfterMs?: number) =>
  new AzureError(`azure ${retry}`, { code: 'X', retry, retryAfterMs });
const kubernetes = (code: number, retryAfterMs?: number) =>
  new KubernetesApiError(`kubernetes ${code}`, { code, retryAfterMs });

/** How often a call is tried that always fails, and which waits lie between. */
async function attempts(error: Error) {
  const waits: number[] = [];
  let tried = 0;
  const work = withRetries(
    async () => {
      tried += 1;
      throw error;
    },
    {
      clock: new ManualClock({ skipUpTo: Number.POSITIVE_INFINITY }),
      onRetry: (_error, wait) => waits.push(wait),
    },
  );
  await expect(work).rejects.toBe(error);
  return { tried, waits };
}

describe('withRetries', () => {
  it.each([
    [
      'what passes: a quarter of a minute',
      azure('retry'),
      [500, 1_000, 2_000, 4_000, 8_000],
    ],
    [
      'what somebody must act on: two minutes',
      azure('slow'),
      [30_000, 30_000, 60_000],
    ],
    ['what is refused: not at all', azure('fatal'), []],
    [
      '429 with Retry-After: at least that long',
      azure('retry', 3_000),
      [3_000, 3_000, 3_000, 4_000, 8_000],
    ],
    [
      'a Retry-After beyond five minutes: not at all',
      azure('retry', 3_600_000),
      [],
    ],
    ['Kubernetes 500', kubernetes(500), [500, 1_000, 2_000, 4_000, 8_000]],
    [
      'Kubernetes 429 with Retry-After',
      kubernetes(429, 9_000),
      [9_000, 9_000, 9_000, 9_000, 9_000],
    ],
    ['Kubernetes 403', kubernetes(403), []],
    ['Kubernetes 409', kubernetes(409), []],
    [
      'a cluster that cannot be reached',
      new ClusterUnreachableError('reset'),
      [500, 1_000, 2_000, 4_000, 8_000],
    ],
    ['a mistake of ours', new TypeError('oops'), []],
  ])('%s', async (_case, error, waits) => {
    expect(await attempts(error)).toEqual({ tried: waits.length + 1, waits });
  });

  it('gives back the first answer', async () => {
    let failures = 2;
    const answer = await withRetries(
      async () => {
        failures -= 1;
        if (failures >= 0) throw azure('retry');
        return 'done';
      },
      { clock: new ManualClock({ skipUpTo: 60_000 }) },
    );
    expect(answer).toBe('done');
  });

  it('ends a wait at once when the host aborts', async () => {
    const abort = new AbortController();
    const work = withRetries(() => Promise.reject(azure('slow')), {
      clock: new ManualClock(),
      signal: abort.signal,
      onRetry: () => setImmediate(() => abort.abort(new Error('stopped'))),
    });
    await expect(work).rejects.toThrow('stopped');
  });

  it('does not begin when the host has aborted', async () => {
    const work = jest.fn();
    await expect(
      withRetries(work, {
        clock: new ManualClock(),
        signal: AbortSignal.abort(new Error('stopped')),
      }),
    ).rejects.toThrow('stopped');
    expect(work).not.toHaveBeenCalled();
  });
});
