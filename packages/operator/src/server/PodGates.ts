import {
  KubernetesApiError,
  resourceTypes,
  WorkQueue,
  type ClusterClient,
  type WorkResult,
} from '@fhir-on-aks/kube';
import {
  FIELD_MANAGERS,
  PORTS,
  READINESS_GATE,
} from '@fhir-on-aks/plugin-fhir-common';
import type { GatedPod } from './gatedPods';
import type { AskServer } from './ServerChecks';

const AGAIN_MS = 5_000;

/** Settings of the gates. */
export interface PodGatesOptions {
  cluster: ClusterClient;
  ask: AskServer;
  now: () => number;
  onError(pod: string, error: unknown): void;
  workers?: number;
}

/**
 * Opens the readiness gate of a pod when its own server says Healthy: `/health/check` answers 200 while it is only
 * Degraded, which a probe of Kubernetes takes for ready. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate
 */
export class PodGates {
  private readonly wanted = new Map<
    string,
    { fhir: string; pod: GatedPod; headers: Record<string, string> }
  >();
  private readonly queue: WorkQueue;

  constructor(private readonly options: PodGatesOptions) {
    this.queue = new WorkQueue({
      workers: options.workers ?? 8,
      work: (key, signal) => this.work(key, signal),
      onError: (key, error) => options.onError(key, error),
    });
  }

  start(): void {
    this.queue.start();
  }

  async stop(): Promise<void> {
    await this.queue.stop();
  }

  /** Says which pods of a Fhir need their gate moved; the others are left as they are. */
  want(
    fhir: string,
    pods: readonly GatedPod[],
    headers: Record<string, string>,
  ): void {
    const keys = new Set(pods.map(({ uid }) => uid));
    for (const [uid, entry] of this.wanted) {
      if (entry.fhir !== fhir || keys.has(uid)) continue;
      this.wanted.delete(uid);
      this.queue.forget(uid);
    }
    for (const pod of pods) {
      const known = this.wanted.has(pod.uid);
      this.wanted.set(pod.uid, { fhir, pod, headers });
      if (!known) this.queue.add(pod.uid);
    }
  }

  private async work(uid: string, signal: AbortSignal): Promise<WorkResult> {
    const entry = this.wanted.get(uid);
    if (!entry) return undefined;
    const { pod } = entry;
    if (pod.next === 'ask' && !(await this.isHealthy(entry, signal))) {
      return { requeueAfterMs: AGAIN_MS };
    }
    await this.write(pod, pod.next === 'ask' ? 'True' : 'False');
    this.wanted.delete(uid);
    return undefined;
  }

  private async isHealthy(
    { pod, headers }: { pod: GatedPod; headers: Record<string, string> },
    signal: AbortSignal,
  ): Promise<boolean> {
    if (!pod.ip) return false;
    const host = pod.ip.includes(':') ? `[${pod.ip}]` : pod.ip;
    const url = `http://${host}:${PORTS.http.number}`;
    const target = { uid: pod.uid, id: url, url, headers, spreadMs: 0 };
    const answer = await this.options.ask(target, { statement: false }, signal);
    return answer.health === 'Healthy';
  }

  private async write(pod: GatedPod, status: 'True' | 'False'): Promise<void> {
    const { cluster, now } = this.options;
    const { namespace, name, uid } = pod;
    const lastTransitionTime = new Date(now())
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
    try {
      await cluster.apply(
        resourceTypes.Pod,
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { namespace, name, uid },
          status: {
            conditions: [{ type: READINESS_GATE, status, lastTransitionTime }],
          },
        },
        {
          fieldManager: FIELD_MANAGERS.operator,
          force: true,
          subresource: 'status',
        },
      );
    } catch (error) {
      const gone = error instanceof KubernetesApiError && error.code === 404;
      if (!gone) throw error;
    }
  }
}
