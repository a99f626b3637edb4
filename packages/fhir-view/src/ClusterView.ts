import {
  apiVersionOf,
  keyOf,
  resourceTypes,
  type Change,
  type KubernetesObject,
  type ObjectRef,
  type ResourceType,
} from '@fhir-on-aks/kube';
import {
  FHIR_RESOURCE,
  LABELS,
  type FhirSnapshot,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  builtInKinds,
  childSelector,
  optionalApis,
  optionalKinds,
} from './childKinds';
import { descendants } from './descendants';
import { EventFilter } from './EventFilter';
import { fhirIndexes, hostsOf } from './fhirIndexes';
import type { KindWatch } from './KindWatch';
import { OptionalApis } from './OptionalApis';
import { readFhir } from './readFhir';
import { selectObjects } from './selectObjects';
import { involvedObject, lastSeen, shrinkEvent } from './shrinkEvent';
import { shrinkSecret } from './shrinkSecret';
import { WatchSet, type KindState, type WatchSetOptions } from './WatchSet';

/** A Fhir may need attention: it changed itself, or something that belongs to it did. */
export interface FhirChange {
  /** `namespace/name` */
  key: string;
  /** `event`: somebody recorded an Event about the Fhir itself. */
  cause: 'fhir' | 'child' | 'event';
  /** It comes from the very first list. */
  initial: boolean;
}

/** Settings of the view. */
export interface ClusterViewOptions extends WatchSetOptions {
  onChange(change: FhirChange): void;
  /** A child was deleted. */
  onChildDeleted?(child: KubernetesObject): void;
  /** Whether versions of Secrets are watched, which needs the right to list them; default no. */
  secrets?: boolean;
  /** What is kept of a kind of child, by kind; default all of it. */
  transforms?: Readonly<
    Record<string, (object: KubernetesObject) => KubernetesObject>
  >;
  /** How often the cluster is asked for optional APIs, in milliseconds. */
  optionalApisIntervalMs?: number;
}

/** Everything about the Fhirs of a cluster, kept in memory by watches: reading it costs the API server nothing. */
export class ClusterView {
  private readonly watches: WatchSet;
  private readonly eventFilter = new EventFilter();
  private readonly apis: OptionalApis;
  private readonly fhirs: KindWatch;
  private stopped = false;

  constructor(private readonly options: ClusterViewOptions) {
    this.watches = new WatchSet(options);
    this.fhirs = this.watches.add(FHIR_RESOURCE, { indexes: fhirIndexes });
    this.fhirs.onChange(change => this.fhirChanged(change));
    for (const type of builtInKinds) this.watchChildren(type);
    if (options.secrets) this.watchSecrets();
    void this.fhirs.synced.then(synced => synced && this.watchEvents());
    this.apis = new OptionalApis({
      cluster: options.cluster,
      apis: new Map(
        optionalKinds.map(type => [apiVersionOf(type), type.plural]),
      ),
      intervalMs: options.optionalApisIntervalMs,
      onServed: api => this.watchApi(api),
      onRemoved: api => this.unwatchApi(api),
      onError: (api, error) => options.onError(`API ${api}`, error),
    });
    this.apis.start();
  }

  /** Resolves to true once everything is read, to false when stopped before; optional kinds may be forbidden. */
  async synced(): Promise<boolean> {
    const needed = [FHIR_RESOURCE, ...builtInKinds];
    const complete = await Promise.all(
      needed.map(({ kind }) => this.watches.get(kind)?.synced),
    );
    await this.apis.known;
    await this.watches.settled();
    return complete.every(Boolean) && !this.stopped;
  }

  /** How each kind that is watched is answered. */
  states(): KindState[] {
    return this.watches.states();
  }

  /** The kinds that are not read yet, each with the reason, for a readiness probe. */
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

  /** The Fhirs that claim a host name. */
  claimants(host: string): KubernetesObject[] {
    return this.fhirs.byIndex('host', host);
  }

  /** A child by its name, whoever owns it; only objects with the label of a child are known. */
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

  /** A Fhir with everything that belongs to it and the events about exactly these objects. */
  snapshot(object: KubernetesObject): FhirSnapshot {
    const { fhir, specErrors } = readFhir(object);
    const { uid } = fhir.metadata;
    const children = this.children(uid);
    const uids = [uid, ...children.map(child => child.metadata.uid ?? '')];
    return {
      fhir,
      children,
      events: this.eventsAbout(uids),
      ...(specErrors ? { specErrors } : {}),
    };
  }

  /** Events about any of these objects, newest last. */
  private eventsAbout(uids: readonly string[]): KubernetesObject[] {
    const events = this.watches.get(resourceTypes.Event.kind);
    if (!events) return [];
    return uids
      .flatMap(uid => events.byIndex('about', uid))
      .sort((a, b) => lastSeen(a).localeCompare(lastSeen(b)));
  }

  /** The resourceVersion of each of these Secrets that exists. */
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

  /** Stores the answer to a write of our own, so that it is seen before its watch event arrives. */
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
      transform: this.options.transforms?.[type.kind],
    });
    watch.onChange(change => this.childChanged(change));
    return watch;
  }

  private watchSecrets(): void {
    const secrets = this.watches.add(resourceTypes.Secret, {
      metadataOnly: true,
      transform: shrinkSecret,
    });
    secrets.onChange(({ object, initial }) => {
      const users = this.fhirs.byIndex('secret', keyOf(object.metadata));
      for (const user of users) this.notify(user, 'child', initial);
    });
  }

  /** Starts once the Fhirs are known: events of other namespaces and about other kinds are not kept. */
  private watchEvents(): void {
    if (this.stopped) return;
    const events = this.watches.add(resourceTypes.Event, {
      cluster: selectObjects(this.options.cluster, event =>
        this.eventFilter.isRelevant(event),
      ),
      indexes: { about: event => [involvedObject(event).uid].filter(Boolean) },
      transform: shrinkEvent,
    });
    events.onChange(({ object, type, initial }) => {
      if (type === 'deleted') return;
      const about = involvedObject(object);
      if (about.kind === FHIR_RESOURCE.kind) {
        const fhir = this.fhirs.get(about);
        if (fhir) this.notify(fhir, 'event', initial);
        return;
      }
      const child = this.object(about, about);
      if (child) this.notifyOwner(child, initial);
    });
  }

  private watchApi(api: string): void {
    const kinds = optionalKinds.filter(type => apiVersionOf(type) === api);
    const watches = kinds.map(type => this.watchChildren(type));
    void Promise.all(watches.map(watch => watch.settled())).then(() =>
      this.notifyAll(),
    );
  }

  private unwatchApi(api: string): void {
    for (const type of optionalKinds) {
      if (apiVersionOf(type) === api) this.watches.remove(type);
    }
    this.notifyAll();
  }

  private notifyAll(): void {
    if (this.stopped) return;
    for (const fhir of this.allFhirs()) this.notify(fhir, 'child', true);
  }

  private fhirChanged(change: Change<KubernetesObject>): void {
    const { object, old, initial } = change;
    this.eventFilter.fhirChanged(change);
    this.notify(object, 'fhir', initial);
    const hosts = new Set([...hostsOf(object), ...(old ? hostsOf(old) : [])]);
    for (const host of hosts) {
      for (const rival of this.claimants(host)) {
        if (rival.metadata.uid !== object.metadata.uid) {
          this.notify(rival, 'child', initial);
        }
      }
    }
  }

  private childChanged(change: Change<KubernetesObject>): void {
    const { type, object, old, initial } = change;
    if (type === 'deleted') this.options.onChildDeleted?.(object);
    if (old) this.notifyOwner(old, initial);
    this.notifyOwner(object, initial);
  }

  /** The owner by the uid in the label, or by name: after a restore from a backup only the name is still right. */
  private notifyOwner(child: KubernetesObject, initial: boolean): void {
    const { namespace, labels = {} } = child.metadata;
    const [byUid] = this.fhirs.byIndex('uid', labels[childSelector] ?? '');
    const name = labels[LABELS.instance] ?? '';
    const owner = byUid ?? this.fhirs.get({ namespace, name });
    if (owner) this.notify(owner, 'child', initial);
  }

  private notify(
    { metadata }: KubernetesObject,
    cause: FhirChange['cause'],
    initial: boolean,
  ): void {
    this.options.onChange({ key: keyOf(metadata), cause, initial });
  }
}
