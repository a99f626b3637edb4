import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { ANNOTATIONS } from '../names';
import { defaultOperatorSettings } from '../operatorSettings';
import { parseOperatorSettings } from '../parseOperatorSettings';
import { fhirWith, noIdentity, podIdentity } from '../testing/fhirWith';
import { podTemplate } from './podTemplate';

const template = (
  changes: Record<string, unknown> = {},
  settings: object = {},
  secretVersions: Record<string, string> = {},
): PodTemplateSpec =>
  podTemplate(
    fhirWith(changes),
    parseOperatorSettings(settings),
    secretVersions,
  );
const container = (...input: Parameters<typeof template>) =>
  template(...input).spec?.containers[0];
const hash = (...input: Parameters<typeof template>) =>
  template(...input).metadata?.annotations?.[ANNOTATIONS.configHash];

describe('podTemplate', () => {
  it.each<[string, Record<string, unknown>, object, string]>([
    [
      'of the fleet',
      {},
      {},
      'mcr.microsoft.com/healthcareapis/r4-fhir-server:5.0.30',
    ],
    [
      'of the FHIR version',
      { fhirVersion: 'Stu3' },
      {},
      'mcr.microsoft.com/healthcareapis/stu3-fhir-server:5.0.30',
    ],
    [
      'with a tag of its own',
      { image: { tag: '5.0.31' } },
      {},
      'mcr.microsoft.com/healthcareapis/r4-fhir-server:5.0.31',
    ],
    [
      'by digest, whatever the tag',
      {
        image: {
          repository: 'acr.io/fhir',
          tag: '1',
          digest: `sha256:${'0'.repeat(64)}`,
        },
      },
      {},
      `acr.io/fhir@sha256:${'0'.repeat(64)}`,
    ],
    [
      'by the digest of the fleet',
      {},
      {
        images: {
          R4: {
            repository: 'acr.io/r4',
            tag: '1',
            digest: `sha256:${'1'.repeat(64)}`,
          },
        },
      },
      `acr.io/r4@sha256:${'1'.repeat(64)}`,
    ],
  ])('runs the image %s', (_, changes, settings, image) => {
    expect(container(changes, settings)?.image).toBe(image);
  });

  it.each<[string, Record<string, unknown>, object]>([
    [
      'Small',
      {},
      {
        requests: { cpu: '500m', memory: '1Gi' },
        limits: { cpu: '1', memory: '2Gi' },
      },
    ],
    [
      'Large',
      { size: 'Large' },
      {
        requests: { cpu: '2', memory: '4Gi' },
        limits: { cpu: '4', memory: '6Gi' },
      },
    ],
    [
      'Medium with one value of its own',
      { size: 'Medium', resources: { memoryLimit: '8Gi' } },
      {
        requests: { cpu: '1', memory: '2Gi' },
        limits: { cpu: '2', memory: '8Gi' },
      },
    ],
  ])('has the resources of size %s', (_, changes, resources) => {
    expect(container(changes)?.resources).toEqual(resources);
  });

  it('reads plain settings as environment and secrets by reference', () => {
    const reads = container({
      ...noIdentity,
      telemetry: {
        provider: 'OpenTelemetry',
        connectionStringSecret: { name: 'insights', key: 'value' },
      },
    });
    expect(reads?.envFrom).toEqual([{ configMapRef: { name: 'cardio' } }]);
    expect(reads?.env).toEqual(
      expect.arrayContaining([
        {
          name: 'SqlServer__ConnectionString',
          valueFrom: {
            secretKeyRef: { name: 'cardio-sql', key: 'connectionString' },
          },
        },
        {
          name: 'Telemetry__ConnectionString',
          valueFrom: { secretKeyRef: { name: 'insights', key: 'value' } },
        },
      ]),
    );
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['JSON lines', {}, 'Logging__Console__FormatterName', 'json'],
    [
      'text',
      { audit: { format: 'Text' } },
      'Logging__Console__FormatterName',
      'simple',
    ],
    ['a gateway in front', {}, 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', 'true'],
    [
      'nothing in front',
      { exposure: { type: 'None' } },
      'ASPNETCORE_FORWARDEDHEADERS_ENABLED',
      'false',
    ],
  ])('tells the server of %s', (_, changes, name, value) => {
    expect(container(changes)?.env).toContainEqual({ name, value });
  });

  it('mounts its roles as a file, and makes new pods when they change', () => {
    const roles = [{ name: 'reader', dataActions: ['read'] }];
    const withRoles = { authorization: { roles } };
    expect(container(withRoles)?.volumeMounts).toContainEqual({
      name: 'roles',
      mountPath: '/app/roles.json',
      subPath: 'roles.json',
      readOnly: true,
    });
    expect(template(withRoles).spec?.volumes).toContainEqual({
      name: 'roles',
      configMap: { name: 'cardio-roles' },
    });
    expect(container()?.volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
    ]);
    expect(hash(withRoles)).not.toBe(hash());
  });

  it.each<[string, Parameters<typeof template>]>([
    [
      'a setting',
      [{ export: { mode: 'Enabled', storageAccountUri: 'https://a.b' } }],
    ],
    [
      'a further setting',
      [{ settings: { 'FhirServer:Bundle:MaxExecutionTimeInSeconds': '60' } }],
    ],
    [
      'the identity',
      [{ identity: { ...fhirWith().spec.identity, tenantId: undefined } }],
    ],
    ['a Secret', [{}, {}, { 'cardio-sql': '42' }]],
  ])('makes new pods when %s changes', (_, changed) => {
    expect(hash(...changed)).not.toBe(hash());
  });

  it.each<[string, Record<string, unknown>]>([
    ['the number of replicas', { replicas: 5 }],
    ['the exposure', { networkPolicy: { mode: 'Enabled' } }],
    [
      'a setting that does nothing',
      { settings: { 'ApplicationInsights:InstrumentationKey': 'x' } },
    ],
    ['the protection', { deletionProtection: 'Enabled' }],
  ])('keeps its pods when %s changes', (_, changes) => {
    expect(template(changes)).toEqual(template());
  });

  it('starts slowly, drains before it ends, and is not restarted for its database', () => {
    const { startupProbe, readinessProbe, livenessProbe, lifecycle } =
      container() ?? {};
    const headers = [
      { name: 'Host', value: 'cardio.fhir.example.org' },
      { name: 'X-Forwarded-Proto', value: 'https' },
    ];
    expect(startupProbe).toMatchObject({
      httpGet: { path: '/health/check', port: 'http', httpHeaders: headers },
    });
    const startupSeconds =
      (startupProbe?.failureThreshold ?? 0) *
      (startupProbe?.periodSeconds ?? 0);
    expect(startupSeconds).toBe(600);
    expect(readinessProbe?.httpGet?.path).toBe('/health/check');
    expect(livenessProbe?.httpGet?.path).toBe('/$versions');
    expect(lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
    expect(template().spec?.terminationGracePeriodSeconds).toBe(60);
  });

  it('is probed without a public name when it has none', () => {
    const probe = container({ exposure: { type: 'None' } })?.startupProbe;
    expect(probe?.httpGet).not.toHaveProperty('httpHeaders');
  });

  it('uses the service account only for Workload Identity, and never its token', () => {
    expect(template().spec?.serviceAccountName).toBe('cardio');
    expect(template(podIdentity).spec?.serviceAccountName).toBe('default');
    for (const changes of [{}, podIdentity, noIdentity]) {
      expect(template(changes).spec?.automountServiceAccountToken).toBe(false);
    }
  });

  it('waits for the operator only when the fleet says so', () => {
    expect(template().spec).not.toHaveProperty('readinessGates');
    const gated = template({}, { features: { readinessGate: 'Enabled' } });
    expect(gated.spec?.readinessGates).toEqual([
      { conditionType: 'fhir-on-aks.io/storage-initialized' },
    ]);
  });

  it('spreads over zones and nodes, by version, unless the fleet says not to', () => {
    const spread = template().spec?.topologySpreadConstraints;
    expect(spread?.map(({ topologyKey }) => topologyKey)).toEqual([
      'topology.kubernetes.io/zone',
      'kubernetes.io/hostname',
    ]);
    const off = template({}, { features: { topologySpread: 'Disabled' } });
    expect(off.spec).not.toHaveProperty('topologySpreadConstraints');
  });

  it('pulls with the secrets that are named', () => {
    const pulled = template({ image: { pullSecrets: ['acr'] } });
    expect(pulled.spec?.imagePullSecrets).toEqual([{ name: 'acr' }]);
    expect(template().spec).not.toHaveProperty('imagePullSecrets');
    expect(container()?.imagePullPolicy).toBe(
      defaultOperatorSettings.imagePullPolicy,
    );
  });

  it('opens the port of the metrics only when somebody measures', () => {
    const names = (changes: Record<string, unknown>) =>
      container(changes)?.ports?.map(({ name }) => name);
    expect(names({})).toEqual(['http']);
    expect(names({ telemetry: { prometheus: 'Enabled' } })).toEqual([
      'http',
      'metrics',
    ]);
  });
});
