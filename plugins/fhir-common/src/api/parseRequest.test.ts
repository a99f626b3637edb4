import { describeIssue, InvalidFhirError } from './InvalidInputError';
import {
  parseDeprovisionRequest,
  parseProvisionRequest,
  parseUpdateRequest,
} from './parseRequest';

const target = { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' };
const input = {
  ...target,
  owner: 'group:default/cardiology',
  spec: {
    fhirVersion: 'R4',
    identity: { type: 'WorkloadIdentity' },
    database: { server: 'sql.example.org', name: 'cardio' },
    security: { mode: 'Disabled' },
    exposure: { host: 'cardio.example.org' },
  },
};

describe('parseProvisionRequest', () => {
  it('needs of the identity only its type', () => {
    expect(parseProvisionRequest(input)).toMatchObject({
      target,
      ownership: { owner: 'group:default/cardiology' },
      spec: { identity: { type: 'WorkloadIdentity' }, size: 'Small' },
    });
  });

  it.each(['WorkloadIdentity', 'PodIdentity', 'None'])(
    'makes up no ids: %s',
    type => {
      const database = {
        ...input.spec.database,
        authentication: 'Secret',
        connectionStringSecret: { name: 's', key: 'k' },
      };
      const spec = { ...input.spec, database, identity: { type } };
      const request = parseProvisionRequest({ ...input, spec });
      expect(request.spec.identity).toEqual({ type });
    },
  );

  it('keeps the identity that is given', () => {
    const identity = {
      type: 'WorkloadIdentity',
      name: 'id-shared',
      clientId: '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa',
      tenantId: '0d6a1f2b-0c1d-4e2f-8a3b-4c5d6e7f8091',
    };
    const spec = { ...input.spec, identity };
    const request = parseProvisionRequest({ ...input, spec });
    expect(request.spec.identity).toEqual(identity);
  });

  it('keeps a time limit only when one is given', () => {
    const limited = parseProvisionRequest({ ...input, timeoutMinutes: 5 });
    expect(limited.timeoutMinutes).toBe(5);
    expect(parseProvisionRequest(input)).not.toHaveProperty('timeoutMinutes');
  });

  it.each<[string, unknown, string[]]>([
    [
      'a field that does not exist, with the nearest one',
      { ...input, spec: { ...input.spec, replica: 2 } },
      ['spec.replica = 2: is not a field; did you mean replicas?'],
    ],
    [
      'a field that is nowhere near',
      { ...input, zone: 'a' },
      [
        'zone = "a": is not a field; use one of cluster, namespace, name, owner, system, title, description, spec, timeoutMinutes, or leave it out',
      ],
    ],
    [
      'names that Kubernetes refuses',
      { ...input, name: '1cardio', namespace: 'Cardiology' },
      [
        'namespace = "Cardiology": does not have the right form; write Kubernetes namespace, matching ^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        'name = "1cardio": does not have the right form; write name of the FHIR server: lower case letters, digits and dashes, starting with a letter, for example cardio',
      ],
    ],
    [
      'a time limit without sense',
      { ...input, timeoutMinutes: 0 },
      [
        'timeoutMinutes = 0: must be at least 1; set a greater number, for example 15',
      ],
    ],
  ])('refuses %s', (_, value, lines) => {
    expect(issuesOf(() => parseProvisionRequest(value))).toEqual(lines);
  });

  it.each([undefined, null, 'text', 7, [], {}])('refuses %j', value => {
    expect(() => parseProvisionRequest(value)).toThrow(InvalidFhirError);
  });
});

describe('parseUpdateRequest', () => {
  it.each([
    ['by its parts', target],
    ['by its instance', { instance: 'aks-weu/cardiology/cardio' }],
    ['by both', { instance: 'aks-weu/cardiology/cardio', ...target }],
  ])('finds the server %s', (_, where) => {
    const changes = { replicas: 3, autoscaling: null };
    expect(parseUpdateRequest({ ...where, changes })).toEqual({
      target,
      changes,
    });
  });

  it.each<[string, unknown, string[]]>([
    [
      'no server',
      { changes: {} },
      [
        'cluster: is missing; set it',
        'namespace: is missing; set it',
        'name: is missing; set it, for example cardio',
      ],
    ],
    [
      'two servers',
      {
        instance: 'aks-weu/cardiology/cardio',
        name: 'other',
        changes: {},
      },
      ['name = "other": does not agree with instance; give one of the two'],
    ],
    [
      'a change of a field that does not exist',
      { ...target, changes: { database: { severs: 'x' } } },
      ['changes.database.severs = "x": is not a field; did you mean server?'],
    ],
    [
      'an instance that is none',
      { instance: 'cardio', changes: {} },
      [
        'instance = "cardio": does not have the right form; write which one, as <cluster>/<namespace>/<name>; or give cluster, namespace and name, for example aks-weu/cardiology/cardio',
      ],
    ],
  ])('refuses %s', (_, value, lines) => {
    expect(issuesOf(() => parseUpdateRequest(value))).toEqual(lines);
  });
});

describe('parseDeprovisionRequest', () => {
  it('is confirmed by the name', () => {
    const request = { ...target, confirm: 'cardio', timeoutMinutes: 10 };
    expect(parseDeprovisionRequest(request)).toEqual({
      target,
      timeoutMinutes: 10,
    });
  });

  it.each([
    [
      'cardiology',
      'confirm = "cardiology": is not the name of the FHIR server; type cardio to confirm',
    ],
    [undefined, 'confirm: is missing; set it, for example cardio'],
  ])('refuses the confirmation %j', (confirm, line) => {
    expect(
      issuesOf(() => parseDeprovisionRequest({ ...target, confirm })),
    ).toEqual([line]);
  });
});

function issuesOf(parse: () => unknown): string[] {
  try {
    parse();
    return [];
  } catch (error) {
    return error instanceof InvalidFhirError
      ? error.issues.map(describeIssue)
      : [String(error)];
  }
}
