import {
  apiVersionOf,
  reflect,
  resourceTypes,
  type ClusterClient,
  type KubernetesObject,
  type Reflector,
  type ResourceType,
  type Selection,
} from '@fhir-on-aks/kube';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';

const OTHERS = ['Namespace', 'Lease', 'CustomResourceDefinition'];

/** Every kind that a Fhir has to do with, and what is told about it. */
const kinds: ResourceType[] = [
  FHIR_RESOURCE,
  ...Object.values(resourceTypes).filter(({ kind }) => !OTHERS.includes(kind)),
];

/** How often a condition is looked at while many objects change. */
const LOOK_MS = 100;

/** What a condition that may be waited for says: what is still wrong, or whether it holds. */
type Verdict = boolean | readonly string[] | undefined;

/** The objects of one namespace, seen by a watch of its own and not by that of the operator. */
export class World {
  private readonly reflectors = new Map<string, Reflector<KubernetesObject>>();
  private readonly watchers = new Set<() => void>();

  constructor(
    readonly client: ClusterClient,
    readonly namespace: string,
  ) {
    for (const type of kinds) this.watch(type, { namespace });
    this.watch(resourceTypes.Namespace, {
      fieldSelector: `metadata.name=${namespace}`,
    });
  }

  /** Everything of some kinds; none named: of all. */
  objects(...wanted: string[]): KubernetesObject[] {
    return [...this.reflectors]
      .filter(([kind]) => wanted.length === 0 || wanted.includes(kind))
      .flatMap(([, reflector]) => reflector.list());
  }

  object(kind: string, name: string): KubernetesObject | undefined {
    return this.objects(kind).find(({ metadata }) => metadata.name === name);
  }

  /** Everything as the API server lists it now. */
  async listed(): Promise<KubernetesObject[]> {
    const lists = await Promise.all(kinds.map(type => this.list(type)));
    return lists.flat();
  }

  /** Puts in what was just written, so that it is seen before the watch tells of it. */
  observe(object: KubernetesObject): void {
    this.reflectors.get(object.kind)?.observe(object);
  }

  /** Calls a handler for every change of a kind. */
  onChange(kind: string, handler: (object: KubernetesObject) => void): void {
    this.reflectors.get(kind)?.onChange(({ type, object }) => {
      if (type !== 'deleted') handler(object);
    });
  }

  /** Waits until a condition holds; fails with what is still wrong. */
  async until(
    what: string,
    condition: () => Verdict,
    seconds = 30,
  ): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const settle = (settled: () => void) => {
        clearTimeout(deadline);
        clearTimeout(timer);
        this.watchers.delete(soon);
        settled();
      };
      const look = () => {
        timer = undefined;
        const wrong = condition();
        if (holds(wrong)) settle(resolve);
      };
      const soon = () => (timer ??= setTimeout(look, LOOK_MS));
      const deadline = setTimeout(
        () => settle(() => reject(late(what, seconds, condition()))),
        seconds * 1000,
      );
      this.watchers.add(soon);
      look();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.reflectors.values()].map(each => each.stop()));
  }

  private watch(type: ResourceType, selection: Selection): void {
    const reflector = reflect({
      cluster: this.client,
      type,
      selection,
      timing: { backoffMaxMs: 1_000 },
    });
    reflector.onChange(() => this.changed());
    reflector.onState(() => this.changed());
    this.reflectors.set(type.kind, reflector);
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }

  private async list(type: ResourceType): Promise<KubernetesObject[]> {
    const served = await this.client.served(type.group, type.version);
    if (!served.has(type.plural)) return [];
    const { namespace } = this;
    const { items } = await this.client.list(type, { namespace });
    const { kind } = type;
    return items.map(item => ({
      ...item,
      apiVersion: apiVersionOf(type),
      kind,
    }));
  }
}

function holds(verdict: Verdict): boolean {
  return typeof verdict === 'object' ? verdict.length === 0 : verdict === true;
}

function late(what: string, seconds: number, verdict: Verdict): Error {
  const wrong = typeof verdict === 'object' ? verdict.slice(0, 20) : [];
  return new Error(
    [`not so after ${seconds} s: ${what}`, ...wrong].join('\n  '),
  );
}
