import type { Container, EnvVar } from 'kubernetes-types/core/v1';
import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { Fhir } from '../api/fhir';
import { LABELS, childLabels, names } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import type { SnapshotObject } from '../status/snapshot';
import { connectionString } from './connectionString';
import { identityPodLabels } from './identityObjects';
import { reference, serverImage } from './image';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';
import { containerSecurityContext, podSecurityContext } from './podSecurity';

const CONNECTION = 'SCHEMA_CONNECTION_STRING';
const DEADLINE_SECONDS = 1800;

/**
 * The Job that upgrades the database schema before a rollout; none unless `database.schemaUpgrades` is Job and the
 * fleet has an image for it. Another image or database is another Job, because a Job cannot be changed.
 */
export function schemaJob(
  fhir: Fhir,
  settings: OperatorSettings,
): KubernetesObject | undefined {
  const name = schemaJobName(fhir, settings);
  if (!name || !settings.schemaManagerImage) return undefined;
  const labels = {
    ...childLabels(fhir, 'schema'),
    ...identityPodLabels(fhir),
  };
  const spec: JobSpec = {
    backoffLimit: 3,
    activeDeadlineSeconds: DEADLINE_SECONDS,
    template: {
      metadata: { labels },
      spec: {
        ...(fhir.spec.identity.type === 'WorkloadIdentity'
          ? { serviceAccountName: names.serviceAccount(fhir) }
          : {}),
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        restartPolicy: 'Never',
        securityContext: podSecurityContext,
        ...pullSecrets(fhir),
        containers: [container(fhir, settings)],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: objectMeta(fhir, 'schema', name),
    spec,
  };
}

/** Whether the server may roll out: there is no schema upgrade to wait for, or it has succeeded. */
export function schemaUpgraded(
  fhir: Fhir,
  settings: OperatorSettings,
  live: readonly SnapshotObject[],
): boolean {
  const name = schemaJobName(fhir, settings);
  if (!name) return true;
  const job = live.find(
    object => object.kind === 'Job' && object.metadata.name === name,
  );
  return succeeded(job);
}

/** Whether an object is a schema upgrade Job of a Fhir, or a pod of it. */
export function isSchemaObject({ metadata }: SnapshotObject): boolean {
  return metadata.labels?.[LABELS.component] === 'schema';
}

function schemaJobName(
  fhir: Fhir,
  settings: OperatorSettings,
): string | undefined {
  const { database } = fhir.spec;
  const { schemaManagerImage } = settings;
  if (database.schemaUpgrades !== 'Job' || !schemaManagerImage) {
    return undefined;
  }
  return names.schemaJob(
    fhir,
    [
      serverImage(fhir.spec, settings),
      reference(schemaManagerImage),
      database.server,
      database.name,
    ].join(' '),
  );
}

function container(fhir: Fhir, settings: OperatorSettings): Container {
  const image = settings.schemaManagerImage;
  return {
    name: 'schema',
    image: image ? reference(image) : undefined,
    imagePullPolicy: settings.imagePullPolicy,
    args: ['apply', '-cs', `$(${CONNECTION})`, '--latest', '--force'],
    env: [connection(fhir)],
    resources: {
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { cpu: '1', memory: '512Mi' },
    },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: containerSecurityContext,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

function connection({ spec: { database, identity } }: Fhir): EnvVar {
  const value = connectionString(database, identity);
  const secret = database.connectionStringSecret;
  if (value || !secret) return { name: CONNECTION, value };
  return {
    name: CONNECTION,
    valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } },
  };
}

function pullSecrets({ spec: { image } }: Fhir) {
  return image.pullSecrets && image.pullSecrets.length > 0
    ? { imagePullSecrets: image.pullSecrets.map(name => ({ name })) }
    : {};
}

function succeeded(job: SnapshotObject | undefined): boolean {
  const status = job?.status;
  return (
    typeof status === 'object' &&
    status !== null &&
    'succeeded' in status &&
    Number(status.succeeded) > 0
  );
}
