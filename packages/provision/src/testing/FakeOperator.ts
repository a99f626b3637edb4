import {
  FHIR_CONTAINER,
  FHIR_RESOURCE,
  LABELS,
  ownerReference,
  type Condition,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  resourceTypes,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';

/** What the conditions of every Fhir say; `Ready` unless a test wants otherwise. */
export type FakeVerdict = Array<
  Pick<Condition, 'type' | 'status' | 'reason' | 'message'>
>;

/** A server that runs. */
export const readyVerdict: FakeVerdict = [
  {
    type: 'WorkloadAvailable',
    status: 'True',
    reason: 'PodsReady',
    message: '1 of 1 pods ready.',
  },
  {
    type: 'Ready',
    status: 'True',
    reason: 'Ready',
    message: 'All 1 replicas serve FHIR R4.',
  },
];

/** Stands in for the operator: gives every Fhir a pod and a status, for tests of what waits for one. */
export class FakeOperator {
  verdict: FakeVerdict = readyVerdict;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  /** Looks after one namespace, or all. */
  constructor(
    private readonly cluster: ClusterClient,
    private readonly namespace?: string,
  ) {
    this.running = this.run().catch(() => {});
  }

  /** Ends its watch. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Writes the verdict into the status of a Fhir now. */
  async judge(fhir: KubernetesObject, verdict = this.verdict): Promise<void> {
    const { name, namespace = '', generation } = fhir.metadata;
    const now = '2026-11-24T10:00:00Z';
    await this.cluster.patch(
      FHIR_RESOURCE,
      { name, namespace },
      {
        status: {
          observedGeneration: generation,
          url: `https://${name}.example.org`,
          conditions: verdict.map(condition => ({
            ...condition,
            lastTransitionTime: now,
          })),
        },
      },
      { subresource: 'status', fieldManager: 'fhir-operator' },
    );
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const changes = this.cluster.watch(FHIR_RESOURCE, {
      namespace: this.namespace,
      sendInitialEvents: true,
      signal,
    });
    for await (const change of changes) {
      if (change.type !== 'ADDED' && change.type !== 'MODIFIED') continue;
      await this.reconcile(change.object);
    }
  }

  private async reconcile(fhir: KubernetesObject): Promise<void> {
    const { generation, deletionTimestamp } = fhir.metadata;
    const seen = Object(fhir.status).observedGeneration === generation;
    if (deletionTimestamp || seen) return;
    await this.makePod(fhir);
    await this.judge(fhir).catch(() => {});
  }

  private async makePod({ metadata }: KubernetesObject): Promise<void> {
    const { name, namespace, uid = '' } = metadata;
    await this.cluster.apply(
      resourceTypes.Pod,
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `${name}-0`,
          namespace,
          labels: { [LABELS.instanceUid]: uid },
          ownerReferences: [ownerReference({ metadata: { name, uid } })],
        },
        spec: { containers: [{ name: FHIR_CONTAINER, image: 'fhir-server' }] },
      },
      { fieldManager: 'fhir-operator', force: true },
    );
  }
}
