import type { ProvisionTarget } from '@fhir-on-aks/plugin-fhir-common';
import type { PlannedStep } from './PlannedStep';
import type { WaitResult } from './ReadyView';
import type { Run } from './Run';
import { awaitReady } from './waitForFhir';

/** The last step of provision and update, and what it found. */
export interface ReadyStep {
  step: PlannedStep;
  /** Undefined until the step was carried out. */
  result(): WaitResult | undefined;
}

/** Waits until the server is ready. */
export function readyStep(
  run: Run,
  target: ProvisionTarget,
  timeoutMs: number,
): ReadyStep {
  let result: WaitResult | undefined;
  return {
    result: () => result,
    step: {
      id: 'ready',
      action: 'wait',
      sentence: `Wait until ${target.name} is ready`,
      work: {
        subject: target.name,
        failed: 'is not ready',
        perform: async () => {
          result = await awaitReady(run, target, { timeoutMs });
        },
      },
    },
  };
}
