import type {
  Container,
  EnvVar,
  ServiceAccountTokenProjection,
  Volume,
  VolumeProjection,
} from 'kubernetes-types/core/v1';
import type { ObjectStore } from '../api';
import type { StoredConfigMap, StoredPod, StoredSecret } from './stored';

/** A reference of the pod that cannot be resolved yet; the container waits for it. */
export class MissingReference extends Error {
  constructor(
    readonly reason: 'CreateContainerConfigError' | 'FailedMount',
    message: string,
  ) {
    super(message);
  }
}

/** The environment of a container, as the kubelet makes it: envFrom, then env, then `$(NAME)`. */
export function containerEnv(
  store: ObjectStore,
  pod: StoredPod,
  container: Container,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const source of container.envFrom ?? []) {
    const prefix = source.prefix ?? '';
    const reference = source.configMapRef ?? source.secretRef;
    const kind = source.configMapRef ? 'ConfigMap' : 'Secret';
    const data = reference?.name
      ? dataOf(store, pod, kind, reference.name)
      : undefined;
    if (!data && !reference?.optional) {
      throw configError(kind, reference?.name);
    }
    for (const [key, value] of Object.entries(data ?? {})) {
      env[prefix + key] = value;
    }
  }
  for (const variable of container.env ?? []) {
    const value = variableValue(store, pod, variable);
    if (value === undefined) continue;
    env[variable.name] = value.replace(
      /\$\(([\w.-]+)\)/g,
      (whole, name: string) => env[name] ?? whole,
    );
  }
  return env;
}

/** Signs a token for a pod. */
export type IssueToken = (
  pod: StoredPod,
  projection: ServiceAccountTokenProjection,
) => string;

/** The mounted files of a container by path. Throws MissingReference when a volume's source is not there. */
export function containerFiles(
  store: ObjectStore,
  pod: StoredPod,
  container: Container,
  issueToken: IssueToken,
): Record<string, string> {
  const files: Record<string, string> = {};
  for (const mount of container.volumeMounts ?? []) {
    const volume = pod.spec?.volumes?.find(({ name }) => name === mount.name);
    if (!volume) continue;
    for (const [name, text] of Object.entries(
      volumeFiles(store, pod, volume, issueToken),
    )) {
      if (!mount.subPath) files[`${mount.mountPath}/${name}`] = text;
      else if (mount.subPath === name) files[mount.mountPath] = text;
    }
  }
  return files;
}

/** Throws MissingReference unless everything that the volumes need is there. */
export function checkVolumes(store: ObjectStore, pod: StoredPod): void {
  for (const volume of pod.spec?.volumes ?? []) {
    volumeFiles(store, pod, volume, () => '');
  }
}

function volumeFiles(
  store: ObjectStore,
  pod: StoredPod,
  volume: Volume,
  issueToken: IssueToken,
): Record<string, string> {
  const { configMap, secret, projected } = volume;
  if (projected) {
    return Object.assign(
      {},
      ...(projected.sources ?? []).map(source =>
        source.serviceAccountToken
          ? {
              [source.serviceAccountToken.path]: issueToken(
                pod,
                source.serviceAccountToken,
              ),
            }
          : volumeFiles(store, pod, sourceVolume(volume, source), issueToken),
      ),
    );
  }
  const name = configMap?.name ?? secret?.secretName;
  if (!name) return {};
  const kind = configMap ? 'ConfigMap' : 'Secret';
  const data = dataOf(store, pod, kind, name);
  if (!data && !(configMap ?? secret)?.optional) {
    throw new MissingReference(
      'FailedMount',
      `MountVolume.SetUp failed for volume "${
        volume.name
      }" : ${kind.toLowerCase()} "${name}" not found`,
    );
  }
  const items = (configMap ?? secret)?.items;
  if (!items) return data ?? {};
  return Object.fromEntries(
    items.map(({ key, path }) => [path, data?.[key] ?? '']),
  );
}

function sourceVolume(
  { name }: Volume,
  { configMap, secret }: VolumeProjection,
): Volume {
  return {
    name,
    configMap,
    secret: secret && { ...secret, secretName: secret.name },
  };
}

function variableValue(
  store: ObjectStore,
  pod: StoredPod,
  { value, valueFrom }: EnvVar,
): string | undefined {
  if (!valueFrom) return value ?? '';
  if (valueFrom.fieldRef) return fieldValue(pod, valueFrom.fieldRef.fieldPath);
  const reference = valueFrom.configMapKeyRef ?? valueFrom.secretKeyRef;
  if (!reference) return undefined;
  const kind = valueFrom.configMapKeyRef ? 'ConfigMap' : 'Secret';
  const data = dataOf(store, pod, kind, reference.name ?? '');
  const found = data?.[reference.key];
  if (found !== undefined || reference.optional) return found;
  if (!data) throw configError(kind, reference.name);
  throw new MissingReference(
    'CreateContainerConfigError',
    `couldn't find key ${reference.key} in ${kind} ${pod.metadata.namespace}/${reference.name}`,
  );
}

function fieldValue(pod: StoredPod, path: string): string {
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace;
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'spec.nodeName':
      return pod.spec?.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec?.serviceAccountName ?? 'default';
    case 'status.podIP':
      return pod.status?.podIP ?? '';
    default:
      return '';
  }
}

function dataOf(
  store: ObjectStore,
  pod: StoredPod,
  kind: 'ConfigMap' | 'Secret',
  name: string,
): Record<string, string> | undefined {
  const { namespace } = pod.metadata;
  if (kind === 'ConfigMap') {
    const found = store.get<StoredConfigMap>(kind, namespace, name);
    return found && (found.data ?? {});
  }
  const found = store.get<StoredSecret>(kind, namespace, name);
  return (
    found &&
    Object.fromEntries(
      Object.entries(found.data ?? {}).map(([key, value]) => [
        key,
        Buffer.from(value, 'base64').toString('utf8'),
      ]),
    )
  );
}

function configError(kind: string, name: string | undefined) {
  return new MissingReference(
    'CreateContainerConfigError',
    `${kind.toLowerCase()} "${name}" not found`,
  );
}
