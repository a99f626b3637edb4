import {
  formatDuration,
  health,
  LABELS,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { resourceTypes } from '@fhir-on-aks/kube';
import { Deadline } from './Deadline';
import { ProvisionError } from './ProvisionError';
import { readFhir, unlessForbidden } from './providers/kubernetes/readCurrent';
import { Run } from './Run';
import { timeoutMs } from './timeoutMs';
import type { ProvisionDependencies } from './ProvisionDependencies';
import {
  storedStatus,
  type StoredFhir,
} from './providers/kubernetes/StoredFhir';
import { watchFhir } from './providers/kubernetes/watchFhir';

const POLL_MS = 1_000;

/** Waits until a FHIR server and its pods are gone, whoever deletes it. Throws `ProvisionError` when the time is up. */
export async function waitUntilGone(
  target: ProvisionTarget,
  dependencies: ProvisionDependencies,
): Promise<void> {
  const run = new Run(dependencies);
  try {
    const fhir = await readFhir(run, target);
    if (fhir) {
      await awaitGone(run, target, fhir, timeoutMs({}, dependencies));
      return;
    }
    run.report({
      step: 'gone',
      state: 'skipped',
      message: `${target.name} is not in ${target.cluster}/${target.namespace}`,
    });
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** The same within a run: the Fhir, its children and its pods; only then may its identity go. */
export async function awaitGone(
  run: Run,
  target: ProvisionTarget,
  fhir: StoredFhir,
  waitMs: number,
): Promise<void> {
  const started = run.clock.now();
  const deadline = new Deadline(run.clock, waitMs, run.signal);
  const tell = teller(run);
  try {
    await untilFhirGone(run, target, fhir, { deadline, tell });
    await untilPodsGone(run, target, fhir, { deadline, tell });
  } catch (error) {
    if (run.signal?.aborted || !deadline.expired) throw error;
    throw stuck(target, tell.last, run.clock.now() - started);
  } finally {
    deadline.end();
  }
  run.report({
    step: 'gone',
    state: 'done',
    message: `${target.name} and everything of it is gone from ${target.cluster}/${target.namespace}`,
    durationMs: run.clock.now() - started,
  });
}

interface Waiting {
  deadline: Deadline;
  tell: ReturnType<typeof teller>;
}

async function untilFhirGone(
  run: Run,
  target: ProvisionTarget,
  { metadata }: StoredFhir,
  { deadline, tell }: Waiting,
): Promise<void> {
  for await (const now of watchFhir(run, target, deadline.signal)) {
    if (!now || now.metadata.uid !== metadata.uid) return;
    tell(sentenceOf(now));
  }
}

async function untilPodsGone(
  run: Run,
  { namespace }: ProvisionTarget,
  { metadata }: StoredFhir,
  { deadline, tell }: Waiting,
): Promise<void> {
  for (;;) {
    const pods = await unlessForbidden(() =>
      run.call(
        () =>
          run.cluster.list(resourceTypes.Pod, {
            namespace,
            labelSelector: `${LABELS.instanceUid}=${metadata.uid}`,
            signal: deadline.signal,
          }),
        'gone',
      ),
    );
    const left = pods?.items.length ?? 0;
    if (left === 0) return;
    tell(`${left} ${left === 1 ? 'pod is' : 'pods are'} still ending`);
    await run.clock.sleep(POLL_MS, deadline.signal);
  }
}

/** What a Fhir on its way out waits for; a finalizer that is not of Kubernetes is named. */
function sentenceOf(fhir: StoredFhir): string {
  const foreign = (fhir.metadata.finalizers ?? []).filter(
    name => name !== 'foregroundDeletion',
  );
  if (foreign.length > 0) return `Waiting for ${foreign.join(', ')}`;
  const { generation = 1, creationTimestamp = '' } = fhir.metadata;
  const { deletionTimestamp } = fhir.metadata;
  return health({
    metadata: { generation, creationTimestamp, deletionTimestamp },
    status: storedStatus(fhir),
  }).sentence.replace(/\.$/, '');
}

function teller(run: Run) {
  const tell = (message: string) => {
    if (message === tell.last) return;
    tell.last = message;
    run.report({ step: 'gone', state: 'running', message });
  };
  tell.last = '';
  return tell;
}

function stuck(
  { name }: ProvisionTarget,
  last: string,
  durationMs: number,
): ProvisionError {
  return new ProvisionError(
    `${name} is still there after ${formatDuration(durationMs)}: ${last}.`,
    {
      code: 'timeout',
      next: 'Look at what is left on its page, then run it again; the identity goes when the pods are gone.',
    },
  );
}
