import { CONDITION_REASONS } from '../status/reasons';
import { specInput as spec } from '../testing/fhirWith';
import { describeIssue, InvalidFhirError } from './InvalidInputError';
import { parseFhir, parseFhirStatus, validateFhirSpec } from './parseFhir';

const object = (more: object = {}) => ({
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  metadata: { name: 'cardio', namespace: 'cardiology' },
  spec,
  ...more,
});

describe('parseFhir', () => {
  it('fills what a file leaves out of the metadata', () => {
    expect(parseFhir(object()).metadata).toEqual({
      name: 'cardio',
      namespace: 'cardiology',
      uid: '',
      resourceVersion: '',
      generation: 1,
      creationTimestamp: '',
      labels: {},
      annotations: {},
    });
  });

  it('fills every default of the spec', () => {
    expect(parseFhir(object()).spec).toEqual({
      ...spec,
      image: {},
      size: 'Small',
      database: {
        ...spec.database,
        authentication: 'WorkloadIdentity',
        maxPoolSize: 100,
        schemaUpgrades: 'Automatic',
      },
      security: {
        ...spec.security,
        smartOnFhir: 'Disabled',
        rolesClaim: 'roles',
        scopesClaims: ['scp', 'scope'],
      },
      authorization: { mode: 'Enabled' },
      audit: { format: 'Json' },
      telemetry: { provider: 'None', prometheus: 'Disabled' },
      export: { mode: 'Disabled' },
      import: { mode: 'Disabled' },
      reindex: { mode: 'Enabled' },
      convertData: { mode: 'Disabled', registries: [] },
      bulkDelete: { mode: 'Disabled' },
      bulkUpdate: { mode: 'Disabled' },
      cors: {
        mode: 'Disabled',
        origins: [],
        headers: [],
        methods: [],
        maxAgeSeconds: 600,
        credentials: 'Disabled',
      },
      throttling: {
        mode: 'Disabled',
        concurrentRequestLimit: 100,
        maxQueueSize: 0,
        maxMillisecondsInQueue: 0,
      },
      bundles: { entryLimit: 500, parallelTransactions: 'Disabled' },
      versioning: { default: 'versioned' },
      exposure: { ...spec.exposure, type: 'Ingress' },
      networkPolicy: { mode: 'Disabled' },
      deletionProtection: 'Disabled',
      reconcilePolicy: 'Manage',
    });
  });

  it('keeps metadata that it does not know, such as managedFields', () => {
    const metadata = { ...object().metadata, selfLink: '/x' };
    expect(parseFhir(object({ metadata })).metadata).toMatchObject(metadata);
  });

  it('names every issue of metadata and spec at once', () => {
    const broken = object({
      apiVersion: 'v1',
      metadata: { name: 'Cardio', namespace: 'cardiology' },
      spec: { ...spec, fhirVersion: 'R6', replicas: 200 },
    });
    expect(() => parseFhir(broken)).toThrow(InvalidFhirError);
    expect(issuesOf(broken)).toEqual([
      'apiVersion = "v1": is not one of the choices; choose one of fhir-on-aks.io/v1alpha1',
      'metadata.name = "Cardio": does not have the right form; write lower case letters, digits and dashes, starting with a letter, for example cardio',
      'spec.fhirVersion = "R6": is not one of the choices; choose one of Stu3, R4, R4B, R5',
      'spec.replicas = 200: must be at most 100; set a smaller number',
    ]);
  });

  it.each([undefined, null, 'text', 1, [], {}])('refuses %j', value => {
    expect(() => parseFhir(value)).toThrow(InvalidFhirError);
  });
});

describe('validateFhirSpec names field, value and remedy', () => {
  it.each<[string, object, string]>([
    [
      'what is missing',
      { fhirVersion: undefined },
      'spec.fhirVersion: is missing; choose one of Stu3, R4, R4B, R5',
    ],
    [
      'a map that is missing',
      { database: undefined },
      'spec.database: is missing; set it',
    ],
    [
      'a text where a number belongs',
      { replicas: '3' },
      'spec.replicas = "3": must be a number; write a number',
    ],
    [
      'half a pod',
      { replicas: 1.5 },
      'spec.replicas = 1.5: must be a whole number; write a whole number',
    ],
    [
      'less than the bound',
      { bundles: { entryLimit: 0 } },
      'spec.bundles.entryLimit = 0: must be at least 1; set a greater number',
    ],
    [
      'a list that is empty',
      { security: { ...spec.security, scopesClaims: [] } },
      'spec.security.scopesClaims = […]: must have at least 1 entry; set more',
    ],
    [
      'a text that is too long',
      { security: { ...spec.security, audience: 'a'.repeat(600) } },
      `spec.security.audience = "${'a'.repeat(79)}…: must have at most 512 characters; set less, for example api://fhir-cardio`,
    ],
    [
      'a host name with a scheme',
      { exposure: { host: 'https://cardio' } },
      'spec.exposure.host = "https://cardio": does not have the right form; write public host name, for example cardio.fhir.example.org',
    ],
    [
      'the place in a list',
      {
        authorization: {
          roles: [{ name: 'role2', dataActions: ['read'] }],
        },
      },
      'spec.authorization.roles[0].name = "role2": does not have the right form; write role as it stands in the token: letters, - and _ (the server refuses digits), for example globalReader',
    ],
    [
      'a rule over two fields',
      { exposure: {} },
      'spec.exposure.host: exposure.host is required unless exposure.type is None; set host, for example cardio.fhir.example.org',
    ],
  ])('%s', (_, change, line) => {
    const result = validateFhirSpec({ ...spec, ...change });
    const lines =
      'issues' in result ? result.issues.map(describeIssue) : ['valid'];
    expect(lines).toEqual([line]);
  });

  it('never shows what may be a secret', () => {
    const result = validateFhirSpec({
      ...spec,
      settings: { 'SqlServer:ConnectionString': 5 },
      telemetry: { connectionStringSecret: { name: 7, key: 'k' } },
    });
    const shown = 'issues' in result ? result.issues : [];
    expect(shown.map(({ field, value }) => [field, value])).toEqual([
      ['spec.telemetry.connectionStringSecret.name', '(not shown)'],
      ['spec.settings["SqlServer:ConnectionString"]', '(not shown)'],
    ]);
  });
});

describe('parseFhirStatus', () => {
  const condition = {
    type: 'Ready',
    status: 'True',
    reason: 'Ready',
    message: 'Everything is ready.',
    lastTransitionTime: '2026-10-01T10:00:00Z',
  };

  it('is nothing before the operator has written', () => {
    expect(parseFhirStatus(undefined)).toBeUndefined();
    expect(parseFhirStatus({})).toEqual({
      observedGeneration: 0,
      conditions: [],
    });
  });

  it('leaves out what a newer operator may say', () => {
    const status = parseFhirStatus({
      observedGeneration: 3,
      url: 'https://a.b',
      conditions: [
        condition,
        { ...condition, type: 'BrandNew' },
        { ...condition, reason: 'BrandNew' },
        { ...condition, status: 'Perhaps' },
        'text',
      ],
    });
    expect(status).toEqual({
      observedGeneration: 3,
      url: 'https://a.b',
      conditions: [condition],
    });
  });

  it.each(CONDITION_REASONS)('understands the reason %s', reason => {
    const status = parseFhirStatus({ conditions: [{ ...condition, reason }] });
    expect(status?.conditions).toHaveLength(1);
  });
});

function issuesOf(value: unknown): string[] {
  try {
    parseFhir(value);
    return [];
  } catch (error) {
    return error instanceof InvalidFhirError
      ? error.issues.map(describeIssue)
      : [String(error)];
  }
}
