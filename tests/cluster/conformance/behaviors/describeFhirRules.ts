import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ApiClient } from '../ApiClient';
import { install } from '../install';
import type { Target } from '../Target';
import { makeNamespace, removeNamespace } from '../testNamespace';

const text = readFileSync(
  path.resolve(__dirname, '../../../../deploy/crd/fhirs.yaml'),
  'utf8',
);
const namespace = 'conformance-fhir-rules';
const fhirs = `/apis/fhir-on-aks.io/v1alpha1/namespaces/${namespace}/fhirs`;

const secret = { name: 'db', key: 'connection' };
const spec = {
  fhirVersion: 'R4',
  identity: { type: 'None' },
  database: {
    server: 'sql.example.org',
    name: 'cardio',
    authentication: 'Secret',
    connectionStringSecret: secret,
  },
  security: { mode: 'Disabled' },
  exposure: { type: 'None' },
};
const fhir = (name: string, change: object = {}) => ({
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  metadata: { name },
  spec: { ...spec, ...change },
});
const clientId = '00000000-0000-0000-0000-000000000001';
const enabled = { mode: 'Enabled' };
const database = (change: object) => ({
  database: { ...spec.database, ...change },
});

/** What is not accepted on create: the field, the words of the rule, the object. */
const created: [field: string, message: string, object: object][] = [
  [
    '<nil>',
    'metadata.name must have at most 40 characters',
    fhir('a'.repeat(41)),
  ],
  [
    '<nil>',
    'metadata.name must be lower case letters, digits and dashes, starting with a letter',
    fhir('1.a'),
  ],
  [
    'spec',
    'replicas and autoscaling exclude each other: set one of them',
    fhir('x', { replicas: 2, autoscaling: { minReplicas: 1, maxReplicas: 2 } }),
  ],
  [
    'spec',
    'database.authentication WorkloadIdentity needs identity.type WorkloadIdentity',
    fhir('x', database({ authentication: 'WorkloadIdentity' })),
  ],
  [
    'spec',
    'database.authentication ManagedIdentity needs identity.type PodIdentity',
    fhir('x', database({ authentication: 'ManagedIdentity' })),
  ],
  [
    'spec.autoscaling',
    'minReplicas must not be greater than maxReplicas',
    fhir('x', { autoscaling: { minReplicas: 3, maxReplicas: 2 } }),
  ],
  [
    'spec.identity',
    'identity.clientId is required unless identity.type is None',
    fhir('x', { identity: { type: 'WorkloadIdentity' } }),
  ],
  [
    'spec.identity',
    'identity.resourceId is required when identity.type is PodIdentity',
    fhir('x', { identity: { type: 'PodIdentity', clientId } }),
  ],
  [
    'spec.database',
    'database.connectionStringSecret is required when database.authentication is Secret',
    fhir('x', database({ connectionStringSecret: undefined })),
  ],
  [
    'spec.security',
    'security.authority is required when security.mode is Enabled',
    fhir('x', { security: { ...enabled, audience: 'https://a.example.org' } }),
  ],
  [
    'spec.security',
    'security.audience is required when security.mode is Enabled',
    fhir('x', { security: { ...enabled, authority: 'https://a.example.org' } }),
  ],
  [
    'spec.telemetry',
    'telemetry.connectionStringSecret is required unless telemetry.provider is None',
    fhir('x', { telemetry: { provider: 'ApplicationInsights' } }),
  ],
  [
    'spec.export',
    'export.storageAccountUri is required when export.mode is Enabled',
    fhir('x', { export: enabled }),
  ],
  [
    'spec.import',
    'import.storageAccountUri is required when import.mode is Enabled',
    fhir('x', { import: enabled }),
  ],
  [
    'spec.cors',
    'cors.origins must not contain * when cors.credentials is Enabled',
    fhir('x', { cors: { ...enabled, credentials: 'Enabled', origins: ['*'] } }),
  ],
  [
    'spec.cors',
    'cors.origins needs at least one origin when cors.mode is Enabled',
    fhir('x', { cors: enabled }),
  ],
  [
    'spec.exposure',
    'exposure.host is required unless exposure.type is None',
    fhir('x', { exposure: { type: 'Ingress' } }),
  ],
];

/** What cannot be changed: the field, the words of the rule, the patch. */
const changed: [field: string, message: string, patch: object][] = [
  [
    'spec.fhirVersion',
    'fhirVersion cannot be changed: make a new Fhir and move the data',
    { spec: { fhirVersion: 'R5' } },
  ],
  [
    'spec.database.server',
    'database.server cannot be changed: make a new Fhir and move the data',
    { spec: { database: { server: 'other.example.org' } } },
  ],
  [
    'spec.database.name',
    'database.name cannot be changed: make a new Fhir and move the data',
    { spec: { database: { name: 'other' } } },
  ],
];

/** Every rule of the definition of Fhir is enforced, with its own words and at its field. */
export function describeFhirRules(target: () => Target): void {
  describe('the rules of a Fhir', () => {
    let client: ApiClient;

    beforeAll(async () => {
      client = new ApiClient(target());
      await makeNamespace(client, namespace);
      await install(client, parse(text));
      await client.expect('POST', fhirs, { body: fhir('live') });
    });

    afterAll(async () => {
      await removeNamespace(client, namespace);
      client.close();
    });

    it('are all tested here', () => {
      const tested = [...created, ...changed].map(([, message]) => message);
      expect(tested.sort()).toEqual(messagesOf(parse(text)).sort());
    });

    it.each(created)('%s: %s', async (field, message, object) => {
      const answer = await client.send('POST', fhirs, { body: object });
      expect(answer).toMatchObject(refusal(field, message));
    });

    it.each(changed)('%s: %s', async (field, message, body) => {
      const answer = await client.send('PATCH', `${fhirs}/live`, {
        body,
        type: 'application/merge-patch+json',
      });
      expect(answer).toMatchObject(refusal(field, message));
    });
  });
}

function refusal(field: string, message: string) {
  return {
    status: 422,
    body: {
      reason: 'Invalid',
      details: {
        group: 'fhir-on-aks.io',
        kind: 'Fhir',
        causes: expect.arrayContaining([
          {
            reason: 'FieldValueInvalid',
            field,
            message: expect.stringMatching(new RegExp(`${escape(message)}$`)),
          },
        ]),
      },
    },
  };
}

function escape(message: string): string {
  return message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The messages of all rules below a node of the definition. */
function messagesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(messagesOf);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'x-kubernetes-validations' && Array.isArray(value)
      ? value.map(rule => String(rule.message))
      : messagesOf(value),
  );
}
