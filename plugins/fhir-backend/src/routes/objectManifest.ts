import { NotFoundError } from '@backstage/errors';
import {
  ANNOTATIONS,
  desiredObjects,
  isRecord,
  type ObjectManifest,
  type OperatorSettings,
  type SnapshotObject,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Located } from '../fleet/FleetCache';
import { redact } from '../redact';

/** One object of an instance: as the operator wants it and as it is, nothing secret. Throws a 404 for any other object. */
export function objectManifest(
  { cache, instance }: Located,
  wanted: { kind: string; name: string },
  settings: OperatorSettings,
): ObjectManifest {
  const { fhir, children, specErrors } = cache.snapshot(instance);
  const isWanted = (object: SnapshotObject) =>
    object.kind === wanted.kind && object.metadata.name === wanted.name;
  if (wanted.kind === 'Fhir' && wanted.name === instance.name) {
    const live = cache.liveFhir(instance);
    return live ? { live: redact(live) } : {};
  }
  const live = children.find(isWanted);
  const desired = specErrors
    ? undefined
    : desiredObjects(fhir, settings, {
        live: children,
        secretVersions: {},
        missingApis: cache.missingApis(),
      }).find(isWanted);
  if (!live && !desired) {
    throw new NotFoundError(
      `FHIR server ${instance.id} has no ${wanted.kind} named '${wanted.name}'.`,
    );
  }
  return {
    ...(live ? { live: redact(live) } : {}),
    ...(desired ? { desired: redact(withLiveConfigHash(desired, live)) } : {}),
  };
}

/** The hash covers the versions of Secrets, which the portal never reads: the live one is as good as any. */
function withLiveConfigHash(
  desired: SnapshotObject,
  live: SnapshotObject | undefined,
): SnapshotObject {
  const copy = structuredClone(desired);
  const wanted = podAnnotations(copy);
  const hash = live && podAnnotations(live)?.[ANNOTATIONS.configHash];
  if (wanted?.[ANNOTATIONS.configHash] && typeof hash === 'string') {
    wanted[ANNOTATIONS.configHash] = hash;
  }
  return copy;
}

function podAnnotations(
  object: SnapshotObject,
): Record<string, unknown> | undefined {
  return ['spec', 'template', 'metadata', 'annotations'].reduce<
    Record<string, unknown> | undefined
  >((at, key) => {
    const next = at?.[key];
    return isRecord(next) ? next : undefined;
  }, object);
}
