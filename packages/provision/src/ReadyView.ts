import {
  formatDuration,
  health,
  type Condition,
  type ConditionType,
  type Health,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Deadline } from './Deadline';
import { ProvisionError } from './ProvisionError';
import {
  storedStatus,
  type StoredFhir,
} from './providers/kubernetes/StoredFhir';
import type { Run } from './Run';

/** A state that waiting cannot mend must hold this long: right after a change the old one is still told. */
const SETTLE_MS = 3_000;

/** The stops of the road as a person calls them. */
const stops: Partial<Record<ConditionType, string>> = {
  Accepted: 'Spec',
  IdentityReady: 'Identity',
  WorkloadAvailable: 'Workload',
  Exposed: 'Address',
  ServerHealthy: 'Server',
};

/** How a wait ended. */
export interface WaitResult {
  health: Health;
  url?: string;
}

/** What a waiting person is told about one server. */
export class ReadyView {
  private last?: Health;
  private readonly told = new Map<ConditionType, string>();
  private callOff?: () => void;

  constructor(
    private readonly run: Run,
    private readonly target: ProvisionTarget,
    private readonly deadline: Deadline,
  ) {}

  /** Reports what is new; the result once the server is ready, or asleep because somebody wants it so. */
  see(fhir: StoredFhir | undefined): WaitResult | undefined {
    if (!fhir) throw vanished(this.target);
    const result = resultOf(fhir);
    this.reportChanges(fhir);
    this.callOff?.();
    this.last = result.health;
    const { word, fatal } = result.health;
    if (hasEnded(result)) return result;
    if (word === 'Deleting') throw vanished(this.target);
    if (fatal) this.callOff = this.deadline.after(SETTLE_MS, () => {});
    return undefined;
  }

  /** Why the wait ended without a ready server. */
  failure(durationMs: number): ProvisionError {
    const { name } = this.target;
    const sentence = this.last?.sentence ?? 'The cluster has not answered.';
    const waited = this.deadline.expired
      ? `${name} is not ready after ${formatDuration(durationMs)}`
      : `${name} does not become ready`;
    const message = `${waited}: ${sentence}`;
    this.run.report({ step: 'ready', state: 'failed', message });
    return new ProvisionError(message, {
      code: this.deadline.expired ? 'timeout' : 'unhealthy',
      next:
        this.last?.next ??
        'It may still become ready: watch it on its page, or with fhirctl status --watch.',
    });
  }

  private reportChanges(fhir: StoredFhir): void {
    const status = storedStatus(fhir);
    const current =
      (status?.observedGeneration ?? 0) >= (fhir.metadata.generation ?? 1);
    for (const condition of status?.conditions ?? []) {
      const line = lineOf(condition);
      if (!line || this.told.get(condition.type) === line) continue;
      this.told.set(condition.type, line);
      if (current) {
        this.run.report({ step: 'ready', state: 'running', message: line });
      }
    }
  }
}

function lineOf({ type, message }: Condition): string | undefined {
  const stop = stops[type];
  return stop && `${stop}: ${message.replace(/\.$/, '')}`;
}

/** Whether there is nothing to wait for: the server is ready, or asleep because somebody wants it so. */
export function hasEnded({ health: { word } }: WaitResult): boolean {
  return word === 'Ready' || word === 'Paused';
}

/** Reports how a wait has ended. */
export function tellEnd(
  run: Run,
  result: WaitResult,
  durationMs: number,
): WaitResult {
  const { health: state, url } = result;
  const after = `${state.word} after ${formatDuration(durationMs)}`;
  run.report({
    step: 'ready',
    state: 'done',
    message: url ? `${after}: ${url}` : `${after}: ${state.sentence}`,
  });
  return result;
}

/** What a Fhir says about itself now. */
export function resultOf(fhir: StoredFhir): WaitResult {
  const status = storedStatus(fhir);
  const { generation = 1, creationTimestamp = '' } = fhir.metadata;
  const { deletionTimestamp } = fhir.metadata;
  return {
    health: health({
      metadata: { generation, creationTimestamp, deletionTimestamp },
      spec: fhir.spec,
      status,
    }),
    url: status?.url,
  };
}

/** The Fhir went while somebody waited for it. */
export function vanished({ cluster, namespace, name }: ProvisionTarget) {
  return new ProvisionError(
    `${name} in ${cluster}/${namespace} was deleted by somebody else while waiting for it.`,
    { code: 'not-found', next: 'Run it again to make it again.' },
  );
}
