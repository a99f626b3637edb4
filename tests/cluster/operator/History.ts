import { setTimeout as delay } from 'node:timers/promises';
import {
  resourceTypes,
  type ClusterClient,
  type KubernetesObject,
  type ResourceType,
} from '@fhir-on-aks/kube';
import { identityTypeOf } from '@fhir-on-aks/plugin-fhir-common';

const { Pod, ServiceAccount, AzureIdentity, AzureIdentityBinding } =
  resourceTypes;

/** From when until when an object was there, in resource versions: all kinds of a cluster count by one clock. */
interface Life {
  object: KubernetesObject;
  from: number;
  until: number;
}

/** Writes down when pods and the objects of their identities came and went. */
export class History {
  private readonly stopping = new AbortController();
  private readonly lives = new Map<string, Life>();

  constructor(
    private readonly client: ClusterClient,
    private readonly namespace: string,
  ) {}

  /** Resolves when nothing is missed from now on: a kind that is new may not be served yet. */
  async start(): Promise<void> {
    const kinds = [Pod, ServiceAccount, AzureIdentity, AzureIdentityBinding];
    await Promise.all(kinds.map(type => this.untilServed(type)));
    for (const type of kinds) void this.record(type);
  }

  /** Forgets what is gone. */
  forget(): void {
    for (const [uid, { until }] of this.lives) {
      if (until < Infinity) this.lives.delete(uid);
    }
  }

  stop(): void {
    this.stopping.abort();
  }

  /** Pods that ran for a while without an object that their sign-in needs. */
  podsWithoutIdentity(): string[] {
    const lives = [...this.lives.values()];
    return lives
      .filter(({ object }) => object.kind === 'Pod')
      .flatMap(pod =>
        neededBy(pod.object)
          .filter(
            kind =>
              !lives.some(
                ({ object, from, until }) =>
                  object.kind === kind && from < pod.from && until > pod.until,
              ) && !isStillCovered(kind, pod, lives),
          )
          .map(kind => sentence(kind, pod, lives)),
      );
  }

  private async untilServed(type: ResourceType): Promise<void> {
    const { client, namespace } = this;
    const isServed = () =>
      client.list(type, { namespace }).then(
        () => true,
        () => false,
      );
    while (!(await isServed())) await delay(100);
  }

  private async record(type: ResourceType): Promise<void> {
    const { namespace } = this;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const events = this.client.watch(type, { namespace, signal });
        for await (const { type: what, object } of events) {
          if (what === 'BOOKMARK' || what === 'ERROR') continue;
          this.take(what, { ...object, kind: type.kind });
        }
      } catch {
        // Ended by `stop`, or by the server: then it goes on from what is there.
      }
    }
  }

  private take(what: string, object: KubernetesObject): void {
    const { uid = '', resourceVersion } = object.metadata;
    const version = Number(resourceVersion);
    const known = this.lives.get(uid);
    const life = known ?? { object, from: version, until: Infinity };
    this.lives.set(uid, {
      ...life,
      object,
      until: what === 'DELETED' ? version : Infinity,
    });
  }
}

function neededBy({ metadata }: KubernetesObject): string[] {
  const type = identityTypeOf(metadata.labels ?? {});
  switch (type) {
    case 'WorkloadIdentity':
      return [ServiceAccount.kind];
    case 'PodIdentity':
      return [AzureIdentity.kind, AzureIdentityBinding.kind];
    default:
      return [];
  }
}

function sentence(kind: string, pod: Life, lives: readonly Life[]): string {
  const there = lives.filter(({ object }) => object.kind === kind);
  return `Pod ${said(pod)} had no ${kind}; there were: ${there.map(said).join(', ') || 'none'}`;
}

function said({ object, from, until }: Life): string {
  return `${object.metadata.name} (${from} to ${until})`;
}

/** Both are still there: neither has an end to compare. */
function isStillCovered(kind: string, pod: Life, lives: readonly Life[]) {
  return lives.some(
    ({ object, from, until }) =>
      object.kind === kind &&
      until === Infinity &&
      pod.until === Infinity &&
      from < pod.from,
  );
}
