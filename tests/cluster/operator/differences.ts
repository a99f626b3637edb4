import { isEqual } from 'es-toolkit';
import {
  condition,
  desiredObjects,
  FHIR_RESOURCE,
  LABELS,
  parseFhir,
  referencedSecrets,
  statusOf,
  type Condition,
  type Fhir,
  type OperatorSettings,
  type ServerReading,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';

/** Against what a namespace is held. */
export interface Expectation {
  settings: OperatorSettings;
  /** Group/versions that the cluster does not serve. */
  missingApis?: readonly string[];
  /** What the servers answer to an operator that asks them. */
  server?: ServerReading;
}

/**
 * Everything that is not as the Fhirs of a namespace ask for: children missing, other than desired, or too many; objects
 * of Fhirs that are no more; a status that does not say what is there. Empty when all is right.
 */
export function differences(
  objects: readonly SnapshotObject[],
  expectation: Expectation,
): string[] {
  const fhirs = objects.filter(({ kind }) => kind === FHIR_RESOURCE.kind);
  return [
    ...fhirs.flatMap(fhir =>
      differencesOf(parseFhir(fhir), objects, expectation),
    ),
    ...orphans(fhirs, objects),
  ];
}

function differencesOf(
  fhir: Fhir,
  objects: readonly SnapshotObject[],
  { settings, missingApis = [], server }: Expectation,
): string[] {
  const { name, deletionTimestamp } = fhir.metadata;
  if (deletionTimestamp) return [`Fhir ${name} is still being deleted`];
  const children = descendants(fhir.metadata.uid, objects);
  const desired = desiredObjects(fhir, settings, {
    live: children,
    missingApis,
    secretVersions: secretVersions(fhir, objects),
  });
  const status = statusOf(
    {
      fhir,
      children,
      events: [],
      missingApis: missingApis.filter(api => needs(fhir, api)),
      ...(server ? { server } : { serverChecks: 'Disabled' }),
    },
    settings,
    'now',
  );
  return [
    ...desired.flatMap(wanted => unlike(wanted, children)),
    ...children
      .filter(child => isOwnedBy(child, fhir.metadata.uid))
      .filter(child => !desired.some(wanted => isSame(wanted, child)))
      .map(({ kind, metadata }) => `${kind} ${metadata.name} is one too many`),
    ...duplicates(children),
    ...(isEqual(asJson(status), fhir.status)
      ? []
      : [
          `the status of ${name} says ${sentence(fhir.status)}, and not ${sentence(status)}`,
        ]),
    ...(isWell(condition(status, 'Ready'))
      ? []
      : [`Fhir ${name} is not ready: ${sentence(status)}`]),
  ];
}

/** As it would be stored: without fields that are undefined. */
function asJson(status: Fhir['status']): unknown {
  return JSON.parse(JSON.stringify(status));
}

/** Serves, or sleeps because it was told to. */
function isWell(ready: Condition | undefined): boolean {
  return ready?.status === 'True' || ready?.reason === 'Sleeping';
}

function sentence(status: Fhir['status']): string {
  const { reason, message } = condition(status, 'Ready') ?? {};
  return `${reason} (${message}, generation ${status?.observedGeneration})`;
}

function needs({ spec }: Fhir, api: string): boolean {
  return api.startsWith('gateway')
    ? spec.exposure.type === 'HTTPRoute'
    : spec.identity.type === 'PodIdentity';
}

function unlike(
  wanted: SnapshotObject,
  children: readonly SnapshotObject[],
): string[] {
  const { kind, metadata } = wanted;
  const found = children.find(child => isSame(wanted, child));
  if (!found) return [`${kind} ${metadata.name} is missing`];
  return differing(wanted, found).map(
    field => `${kind} ${metadata.name} differs in ${field}`,
  );
}

/**
 * The fields of what is wanted that another object says otherwise; what it says besides is its own matter. An empty map
 * or list may be left out: the API server does not keep those.
 */
function differing(wanted: unknown, found: unknown, at = ''): string[] {
  if (typeof wanted !== 'object' || wanted === null) {
    return Object.is(wanted, found) || wanted === undefined ? [] : [at];
  }
  if (typeof found !== 'object' || found === null) {
    return Object.keys(wanted).length === 0 && found === undefined ? [] : [at];
  }
  return Object.entries(wanted).flatMap(([key, value]) =>
    differing(value, Reflect.get(found, key), at ? `${at}.${key}` : key),
  );
}

/** One ReplicaSet that runs pods, and as many pods as it asks for. */
function duplicates(children: readonly SnapshotObject[]): string[] {
  const running = children.filter(
    ({ kind, spec }) => kind === 'ReplicaSet' && Object(spec).replicas > 0,
  );
  const pods = children.filter(
    child =>
      child.kind === 'Pod' &&
      running.some(({ metadata }) => isOwnedBy(child, metadata.uid)),
  );
  const wanted = running.map(({ spec }) => Number(Object(spec).replicas));
  if (running.length > 1) return ['two ReplicaSets run pods'];
  return pods.length === (wanted[0] ?? 0)
    ? []
    : [`${pods.length} pods instead of ${wanted[0] ?? 0}`];
}

function orphans(
  fhirs: readonly SnapshotObject[],
  objects: readonly SnapshotObject[],
): string[] {
  const uids = fhirs.map(({ metadata }) => metadata.uid);
  return objects
    .filter(({ metadata }) => {
      const uid = metadata.labels?.[LABELS.instanceUid];
      return uid !== undefined && !uids.includes(uid);
    })
    .map(({ kind, metadata }) => `${kind} ${metadata.name} is an orphan`);
}

function descendants(
  uid: string | undefined,
  objects: readonly SnapshotObject[],
): SnapshotObject[] {
  const own = objects.filter(object => isOwnedBy(object, uid));
  return own.flatMap(object => [
    object,
    ...descendants(object.metadata.uid, objects),
  ]);
}

function isOwnedBy({ metadata }: SnapshotObject, uid = 'nobody'): boolean {
  return (metadata.ownerReferences ?? []).some(owner => owner.uid === uid);
}

function isSame(one: SnapshotObject, other: SnapshotObject): boolean {
  return one.kind === other.kind && one.metadata.name === other.metadata.name;
}

function secretVersions(
  fhir: Fhir,
  objects: readonly SnapshotObject[],
): Record<string, string> {
  const names = referencedSecrets(fhir.spec);
  return Object.fromEntries(
    objects
      .filter(({ kind }) => kind === 'Secret')
      .filter(({ metadata }) => names.includes(metadata.name))
      .map(({ metadata }) => [metadata.name, String(metadata.resourceVersion)]),
  );
}
