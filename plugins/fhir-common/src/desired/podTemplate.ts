import type {
  Container,
  EnvVar,
  PodTemplateSpec,
  ResourceRequirements,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from 'kubernetes-types/core/v1';
import type { Fhir } from '../api/fhir';
import type { FhirSpec } from '../api/fhirSpec';
import { contentHashOf } from '../contentHash';
import {
  ANNOTATIONS,
  FHIR_CONTAINER,
  PORTS,
  READINESS_GATE,
  childLabels,
  names,
  selectorLabels,
} from '../names';
import type { OperatorSettings, PodResources } from '../operatorSettings';
import { serverEnvironment } from './configMaps';
import { identityPodLabels } from './identityObjects';
import { serverImage } from './image';
import { containerSecurityContext, podSecurityContext } from './podSecurity';
import { probes } from './probes';
import { ROLES_PATH, rolesFile } from './rolesFile';
import { secretEnvironment } from './secretEnvironment';
import { workloadIdentityAnnotations } from './serviceAccount';

const PRE_STOP_SECONDS = 10;
const SHUTDOWN_SECONDS = 45;
const GRACE_SECONDS = 60;

/** The pods of a server. `secretVersions` are the versions of the Secrets they read: a new one makes new pods. */
export function podTemplate(
  fhir: Fhir,
  settings: OperatorSettings,
  secretVersions: Record<string, string>,
): PodTemplateSpec {
  const { identity, image } = fhir.spec;
  const { features } = settings;
  return {
    metadata: {
      labels: { ...childLabels(fhir, 'server'), ...identityPodLabels(fhir) },
      annotations: {
        [ANNOTATIONS.configHash]: configHash(fhir, secretVersions),
      },
    },
    spec: {
      // Always named: a name that is only left out stays, because the API server keeps a copy of it (`serviceAccount`).
      serviceAccountName:
        identity.type === 'WorkloadIdentity'
          ? names.serviceAccount(fhir)
          : 'default',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: GRACE_SECONDS,
      securityContext: podSecurityContext,
      ...(image.pullSecrets && image.pullSecrets.length > 0
        ? { imagePullSecrets: image.pullSecrets.map(name => ({ name })) }
        : {}),
      ...(features.readinessGate === 'Enabled'
        ? { readinessGates: [{ conditionType: READINESS_GATE }] }
        : {}),
      ...(features.topologySpread === 'Enabled'
        ? { topologySpreadConstraints: spread(fhir) }
        : {}),
      containers: [container(fhir, settings)],
      volumes: volumes(fhir),
    },
  };
}

/** CPU and memory of a pod: the size, with what the spec says otherwise. */
export function podResources(
  spec: Pick<FhirSpec, 'size' | 'resources'>,
  { sizes }: Pick<OperatorSettings, 'sizes'>,
): PodResources {
  return { ...sizes[spec.size], ...spec.resources };
}

function container(fhir: Fhir, settings: OperatorSettings): Container {
  return {
    name: FHIR_CONTAINER,
    image: serverImage(fhir.spec, settings),
    imagePullPolicy: settings.imagePullPolicy,
    ports: ports(fhir.spec),
    envFrom: [{ configMapRef: { name: names.settings(fhir) } }],
    env: environment(fhir.spec),
    resources: requirements(podResources(fhir.spec, settings)),
    ...probes(fhir, settings),
    // Endpoints are taken out of the gateway while the server still answers.
    lifecycle: { preStop: { sleep: { seconds: PRE_STOP_SECONDS } } },
    // The status then tells why a container ended: Azure's refusal, a setting that is wrong.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    securityContext: containerSecurityContext,
    volumeMounts: mounts(fhir),
  };
}

function ports({ telemetry }: FhirSpec): Container['ports'] {
  const { http, metrics } = PORTS;
  const served = telemetry.prometheus === 'Enabled' ? [http, metrics] : [http];
  return served.map(({ name, number }) => ({
    name,
    containerPort: number,
    protocol: 'TCP' as const,
  }));
}

function environment(spec: FhirSpec): EnvVar[] {
  const behindProxy = spec.exposure.type !== 'None';
  return [
    { name: 'ASPNETCORE_ENVIRONMENT', value: 'Production' },
    {
      name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED',
      value: String(behindProxy),
    },
    {
      name: 'ASPNETCORE_SHUTDOWNTIMEOUTSECONDS',
      value: String(SHUTDOWN_SECONDS),
    },
    { name: 'ASPNETCORE_URLS', value: `http://+:${PORTS.http.number}` },
    // The diagnostics socket would need a writable place and is an open door.
    { name: 'DOTNET_EnableDiagnostics', value: '0' },
    {
      name: 'Logging__Console__FormatterName',
      value: spec.audit.format === 'Json' ? 'json' : 'simple',
    },
    ...secretEnvironment(spec),
  ];
}

function requirements(size: PodResources): ResourceRequirements {
  return {
    requests: { cpu: size.cpuRequest, memory: size.memoryRequest },
    limits: {
      ...(size.cpuLimit ? { cpu: size.cpuLimit } : {}),
      memory: size.memoryLimit,
    },
  };
}

function spread(fhir: Fhir): TopologySpreadConstraint[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
    topologyKey => ({
      topologyKey,
      maxSkew: 1,
      whenUnsatisfiable: 'ScheduleAnyway' as const,
      labelSelector: { matchLabels: selectorLabels(fhir) },
      matchLabelKeys: ['pod-template-hash'],
    }),
  );
}

function volumes(fhir: Fhir): Volume[] {
  const writable: Volume = { name: 'tmp', emptyDir: {} };
  if (rolesFile(fhir.spec) === undefined) return [writable];
  return [writable, { name: 'roles', configMap: { name: names.roles(fhir) } }];
}

function mounts(fhir: Fhir): VolumeMount[] {
  const writable: VolumeMount = { name: 'tmp', mountPath: '/tmp' };
  if (rolesFile(fhir.spec) === undefined) return [writable];
  return [
    writable,
    {
      name: 'roles',
      mountPath: ROLES_PATH,
      subPath: 'roles.json',
      readOnly: true,
    },
  ];
}

// The server reads everything once, at start: any change needs new pods.
function configHash(
  fhir: Fhir,
  secretVersions: Record<string, string>,
): string {
  return contentHashOf({
    environment: serverEnvironment(fhir.spec),
    roles: rolesFile(fhir.spec),
    identity: workloadIdentityAnnotations(fhir),
    secretVersions,
  });
}
