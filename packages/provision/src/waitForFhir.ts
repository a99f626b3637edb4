import type { ProvisionTarget } from '@fhir-on-aks/plugin-fhir-common';
import { Deadline } from './Deadline';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { readFhir } from './providers/kubernetes/readCurrent';
import { watchFhir } from './providers/kubernetes/watchFhir';
import { noSuchFhir } from './requireOwnFhir';
import {
  hasEnded,
  ReadyView,
  resultOf,
  tellEnd,
  vanished,
  type WaitResult,
} from './ReadyView';
import { Run } from './Run';
import { timeoutMs } from './timeoutMs';

/**
 * Waits until a FHIR server is ready; every change of a condition is reported. Throws `ProvisionError` when there is no
 * such server, when the time is up, or when waiting longer cannot help, with the sentence of `health`.
 */
export async function waitForFhir(
  target: ProvisionTarget,
  dependencies: ProvisionDependencies,
): Promise<WaitResult> {
  const run = new Run(dependencies);
  try {
    const fhir = await readFhir(run, target);
    if (!fhir) throw noSuchFhir(target);
    const now = resultOf(fhir);
    if (hasEnded(now)) return tellEnd(run, now, 0);
    return await awaitReady(run, target, {
      timeoutMs: timeoutMs({}, dependencies),
    });
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** The same within a run. */
export async function awaitReady(
  run: Run,
  target: ProvisionTarget,
  options: { timeoutMs: number },
): Promise<WaitResult> {
  if (options.timeoutMs === 0) return readNow(run, target);
  const started = run.clock.now();
  const deadline = new Deadline(run.clock, options.timeoutMs, run.signal);
  const view = new ReadyView(run, target, deadline);
  try {
    for await (const fhir of watchFhir(run, target, deadline.signal)) {
      const result = view.see(fhir);
      if (result) return tellEnd(run, result, run.clock.now() - started);
    }
  } catch (error) {
    if (run.signal?.aborted || !deadline.signal.aborted) throw error;
  } finally {
    deadline.end();
  }
  throw view.failure(run.clock.now() - started);
}

async function readNow(run: Run, target: ProvisionTarget): Promise<WaitResult> {
  const fhir = await readFhir(run, target);
  if (!fhir) throw vanished(target);
  return resultOf(fhir);
}
