import {
  apiVersionOf,
  keyOf,
  resourceTypes,
  type Change,
  type KubernetesObject,
  type ObjectRef,
  type ResourceType,
} from '@fhir-on-aks/kube';
import { FHIR_RESOURCE, LABELS } from '@fhir-on-aks/plugin-fhir-common';
import {
  builtInKinds,
  childSelector,
  optionalApis,
  optionalKinds,
} from './childKinds';
import { descendants } from './descendants';
import { fhirIndexes, hostsOf } from './fhirIndexes';
import type { KindWatch } from './KindWatch';
import { OptionalApis } from './OptionalApis';
import { aboutOf, shrinkEvent, shrinkPod, shrinkSecret } from './shrink';
import { WatchSet, type WatchSetOptions } from './WatchSet';

/** Why a Fhir is to be looked at: it changed itself, or something that belongs to it did. */
export interface Concern {
  key: string;
  cause: 'fhir' | 'child';
  /** It comes from the very first reading. */
  initial: boolean;
}

/** Settings of the view. */
export interface ClusterViewOptions extends WatchSetOptions {
  onConcern(concern: Concern): void;
  /** A child is gone. */
  onGone?(object: KubernetesObject): void;
  apisEveryMs?: number;
}

/** Everything about the Fhirs of a cluster, from memory: no reconcile asks the API server what is there. */
export class ClusterView {
  private readonly watches: WatchSet;
  private readonly population = new Map<string, number>();
  private readonly apis: OptionalApis;
  private readonly fhirs: KindWatch;
  private stopped = false;

  constructor(private readonly options: ClusterViewOptions) {
    this.watches = new WatchSet(options);
    this.fhirs = this.watches.add(FHIR_RESOURCE, { indexes: fhirIndexes });
    this.fhirs.onChange(change => this.takeFhir(change));
    for (const type of builtInKinds) this.watchChildren(type);
    this.watchSecrets();
    void this.fhirs.synced.then(synced => synced && this.watchEvents());
    this.apis = new OptionalApis({
      cluster: options.cluster,
      apis: new Map(
        optionalKinds.map(type => [apiVersionOf(type), type.plural]),
      ),
      everyMs: options.apisEveryMs,
      onServed: api => this.beginApi(api),
      onGone: api => this.endApi(api),
      onError: (api, error) => options.onError(`API ${api}`, error),
    });
    this.apis.start();
  }

  /** Resolves to true once everything is read; kinds that the operator may do without may be refused. */
  async synced(): Promise<boolean> {
    const needed = [FHIR_RESOURCE, ...builtInKinds];
    const complete = await Promise.all(
      needed.map(({ kind }) => this.watches.get(kind)?.synced),
    );
    await this.apis.known;
    await this.watches.settled();
    return complete.every(Boolean) && !this.stopped;
  }

  /** What is not read yet, each with the reason, for the readiness probe. */
  waitingFor(): string[] {
    return this.watches.waitingFor();
  }

  fhir(key: string): KubernetesObject | undefined {
    const [namespace, name] = key.split('/');
    return this.fhirs.get({ namespace, name: name ?? '' });
  }

  allFhirs(): KubernetesObject[] {
    return this.fhirs.list();
  }

  /** The Fhirs that want a host name. */
  claimants(host: string): KubernetesObject[] {
    return this.fhirs.byIndex('host', host);
  }

  /** An object by its name, whoever owns it; only those with our label are known. */
  object(
    { kind }: Pick<KubernetesObject, 'kind'>,
    ref: ObjectRef,
  ): KubernetesObject | undefined {
    return this.watches.get(kind)?.get(ref);
  }

  /** Everything that belongs to a Fhir, at any depth. */
  children(uid: string): KubernetesObject[] {
    const kinds = [...builtInKinds, ...optionalKinds];
    const labelled = kinds.flatMap(
      ({ kind }) => this.watches.get(kind)?.byIndex('instance', uid) ?? [],
    );
    return descendants(uid, labelled);
  }

  /** The events about any of these objects, newest last. */
  eventsAbout(uids: readonly string[]): KubernetesObject[] {
    const events = this.watches.get(resourceTypes.Event.kind);
    if (!events) return [];
    return uids
      .flatMap(uid => events.byIndex('about', uid))
      .sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
  }

  /** The version of each of these Secrets that exists. */
  secretVersions(namespace: string, names: string[]): Record<string, string> {
    const secrets = this.watches.get(resourceTypes.Secret.kind);
    const versions = names.map(name => [
      name,
      secrets?.get({ namespace, name })?.metadata.resourceVersion,
    ]);
    return Object.fromEntries(versions.filter(([, version]) => version));
  }

  /** Group/versions of optional kinds that the cluster does not serve. */
  missingApis(): string[] {
    return optionalApis.filter(api => {
      const kinds = optionalKinds.filter(type => apiVersionOf(type) === api);
      return !kinds.every(type => this.watches.isSettled(type));
    });
  }

  /** Puts in the answer of a write of our own, so that the next look sees it. */
  observe(object: KubernetesObject): void {
    this.watches.observe(object);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.apis.stop();
    await this.watches.stop();
  }

  private watchChildren(type: ResourceType): KindWatch {
    const watch = this.watches.add(type, {
      labelSelector: childSelector,
      indexes: {
        instance: ({ metadata }) => [metadata.labels?.[childSelector] ?? ''],
      },
      transform: type === resourceTypes.Pod ? shrinkPod : undefined,
    });
    watch.onChange(change => this.takeChild(change));
    return watch;
  }

  private watchSecrets(): void {
    const secrets = this.watches.add(resourceTypes.Secret, {
      metadataOnly: true,
      transform: shrinkSecret,
    });
    secrets.onChange(({ object, initial }) => {
      const users = this.fhirs.byIndex('secret', keyOf(object.metadata));
      for (const user of users) this.concern(user, 'child', initial);
    });
  }

  // Begun when the Fhirs are known: of events in other namespaces only the name is kept.
  private watchEvents(): void {
    if (this.stopped) return;
    const events = this.watches.add(resourceTypes.Event, {
      indexes: { about: event => [aboutOf(event).uid].filter(Boolean) },
      transform: event => shrinkEvent(event, this.hasFhirs(event)),
    });
    events.onChange(({ object, type, initial }) => {
      if (type === 'deleted' || !object.involvedObject) return;
      const about = aboutOf(object);
      if (about.kind === FHIR_RESOURCE.kind) return;
      const child = this.object(about, about);
      if (child) this.concernOwner(child, initial);
    });
  }

  private hasFhirs({ metadata }: KubernetesObject): boolean {
    return (this.population.get(metadata.namespace ?? '') ?? 0) > 0;
  }

  private count({ type, object }: Change<KubernetesObject>): void {
    const { namespace = '' } = object.metadata;
    const before = this.population.get(namespace) ?? 0;
    if (type === 'added') this.population.set(namespace, before + 1);
    if (type === 'deleted') this.population.set(namespace, before - 1);
  }

  private beginApi(api: string): void {
    const kinds = optionalKinds.filter(type => apiVersionOf(type) === api);
    const watches = kinds.map(type => this.watchChildren(type));
    void Promise.all(watches.map(watch => watch.settled())).then(() =>
      this.concernAll(),
    );
  }

  private endApi(api: string): void {
    for (const type of optionalKinds) {
      if (apiVersionOf(type) === api) this.watches.remove(type);
    }
    this.concernAll();
  }

  private concernAll(): void {
    if (this.stopped) return;
    for (const fhir of this.allFhirs()) this.concern(fhir, 'child', true);
  }

  private takeFhir(change: Change<KubernetesObject>): void {
    const { object, old, initial } = change;
    this.count(change);
    this.concern(object, 'fhir', initial);
    const hosts = new Set([...hostsOf(object), ...(old ? hostsOf(old) : [])]);
    for (const host of hosts) {
      for (const rival of this.claimants(host)) {
        if (rival.metadata.uid !== object.metadata.uid) {
          this.concern(rival, 'child', initial);
        }
      }
    }
  }

  private takeChild(change: Change<KubernetesObject>): void {
    const { type, object, old, initial } = change;
    if (type === 'deleted') this.options.onGone?.(object);
    if (old) this.concernOwner(old, initial);
    this.concernOwner(object, initial);
  }

  /** By the label; after a restore the label names a Fhir that is no more, but its name is the same. */
  private concernOwner(child: KubernetesObject, initial: boolean): void {
    const { namespace, labels = {} } = child.metadata;
    const [byUid] = this.fhirs.byIndex('uid', labels[childSelector] ?? '');
    const name = labels[LABELS.instance] ?? '';
    const owner = byUid ?? this.fhirs.get({ namespace, name });
    if (owner) this.concern(owner, 'child', initial);
  }

  private concern(
    { metadata }: KubernetesObject,
    cause: Concern['cause'],
    initial: boolean,
  ): void {
    this.options.onConcern({ key: keyOf(metadata), cause, initial });
  }
}

/** When an event was last seen; older and newer recorders fill different fields. */
function timeOf(event: KubernetesObject): string {
  const times = [
    event.lastTimestamp,
    event.eventTime,
    event.metadata.creationTimestamp,
  ];
  return times.find(time => typeof time === 'string') ?? '';
}
