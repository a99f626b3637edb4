import { Environment } from '@marcbachmann/cel-js';
import { specInput } from '../testing/fhirWith';
import { isRecord } from './isRecord';
import type { JsonSchema } from './jsonSchema';
import { validateFhirSpec } from './parseFhir';
import { fhirSpecSchema } from './requestInputs';
import { mergePatch } from './specChanges';

// The API server enforces the rules as CEL, `parse` as functions: both must say the same about every spec.

interface PlacedRule {
  /** Where the rule stands, such as `database`; empty for the whole spec. */
  path: string[];
  rule: string;
  message: string;
}

type Json = Record<string, unknown>;

const base: Json = specInput;
const podIdentity = {
  type: 'PodIdentity',
  resourceId: '/subscriptions/1/resourceGroups/2',
};
const secret = { name: 'cardio-sql', key: 'connectionString' };
const cors = { mode: 'Enabled', origins: ['https://app.example.org'] };

/** By the message of the rule: changes of the spec above that it refuses, and such that it lets through. */
const cases: Record<string, { refused: Json[]; allowed: Json[] }> = {
  'replicas and autoscaling exclude each other: set one of them': {
    refused: [{ replicas: 2, autoscaling: { minReplicas: 1, maxReplicas: 2 } }],
    allowed: [
      { replicas: 0 },
      { autoscaling: { minReplicas: 1, maxReplicas: 2 } },
    ],
  },
  'database.authentication WorkloadIdentity needs identity.type WorkloadIdentity':
    {
      refused: [{ identity: podIdentity }, { identity: { type: 'None' } }],
      allowed: [{ database: { authentication: 'WorkloadIdentity' } }],
    },
  'database.authentication ManagedIdentity needs identity.type PodIdentity': {
    refused: [{ database: { authentication: 'ManagedIdentity' } }],
    allowed: [
      {
        database: { authentication: 'ManagedIdentity' },
        identity: podIdentity,
      },
    ],
  },
  'minReplicas must not be greater than maxReplicas': {
    refused: [{ autoscaling: { minReplicas: 3, maxReplicas: 2 } }],
    allowed: [{ autoscaling: { minReplicas: 2, maxReplicas: 2 } }],
  },
  'identity.clientId is required unless identity.type is None': {
    refused: [{ identity: { clientId: null } }],
    allowed: [
      {
        identity: { type: 'None', clientId: null },
        database: { authentication: 'Secret', connectionStringSecret: secret },
      },
    ],
  },
  'identity.resourceId is required when identity.type is PodIdentity': {
    refused: [
      {
        identity: { type: 'PodIdentity' },
        database: { authentication: 'ManagedIdentity' },
      },
    ],
    allowed: [
      {
        identity: podIdentity,
        database: { authentication: 'ManagedIdentity' },
      },
    ],
  },
  'database.connectionStringSecret is required when database.authentication is Secret':
    {
      refused: [{ database: { authentication: 'Secret' } }],
      allowed: [
        {
          database: {
            authentication: 'Secret',
            connectionStringSecret: secret,
          },
        },
      ],
    },
  'security.authority is required when security.mode is Enabled': {
    refused: [{ security: { authority: null } }],
    allowed: [{ security: { mode: 'Disabled', authority: null } }],
  },
  'security.audience is required when security.mode is Enabled': {
    refused: [{ security: { audience: null } }],
    allowed: [{ security: { mode: 'Disabled', audience: null } }],
  },
  'telemetry.connectionStringSecret is required unless telemetry.provider is None':
    {
      refused: [{ telemetry: { provider: 'ApplicationInsights' } }],
      allowed: [
        { telemetry: { provider: 'None' } },
        {
          telemetry: {
            provider: 'OpenTelemetry',
            connectionStringSecret: secret,
          },
        },
      ],
    },
  'export.storageAccountUri is required when export.mode is Enabled': {
    refused: [{ export: { mode: 'Enabled' } }],
    allowed: [
      { export: { mode: 'Disabled' } },
      {
        export: {
          mode: 'Enabled',
          storageAccountUri: 'https://st.blob.core.windows.net',
        },
      },
    ],
  },
  'import.storageAccountUri is required when import.mode is Enabled': {
    refused: [{ import: { mode: 'Enabled' } }],
    allowed: [
      {
        import: {
          mode: 'Enabled',
          storageAccountUri: 'https://st.blob.core.windows.net',
        },
      },
    ],
  },
  'cors.origins must not contain * when cors.credentials is Enabled': {
    refused: [{ cors: { ...cors, origins: ['*'], credentials: 'Enabled' } }],
    allowed: [
      { cors: { ...cors, origins: ['*'] } },
      { cors: { ...cors, credentials: 'Enabled' } },
      { cors: { mode: 'Disabled', origins: ['*'], credentials: 'Enabled' } },
    ],
  },
  'cors.origins needs at least one origin when cors.mode is Enabled': {
    refused: [{ cors: { mode: 'Enabled' } }],
    allowed: [{ cors }, { cors: { mode: 'Disabled' } }],
  },
  'exposure.host is required unless exposure.type is None': {
    refused: [{ exposure: { host: null } }],
    allowed: [{ exposure: { type: 'None', host: null } }],
  },
};

const placed = rulesIn(fhirSpecSchema, []);
const rules = placed.filter(({ rule }) => !rule.includes('oldSelf'));
const environment = new Environment({
  homogeneousAggregateLiterals: false,
}).registerVariable('self', 'dyn');

describe('rules over several fields', () => {
  it('has a case for every rule', () => {
    const messages = rules.map(({ message }) => message);
    expect(Object.keys(cases).sort()).toEqual(messages.sort());
  });

  const rows = (side: 'refused' | 'allowed') =>
    Object.entries(cases).flatMap(([message, sides]) =>
      sides[side].map(change => [message, change] as const),
    );

  it.each(rows('refused'))('%s: refuses %j', (message, change) => {
    expect(byFunction(change)).toContain(message);
    expect(byCel(change)).toContain(message);
  });

  it.each(rows('allowed'))('%s: allows %j', (message, change) => {
    expect(byFunction(change)).not.toContain(message);
    expect(byCel(change)).not.toContain(message);
  });

  it('is broken by each case in the same places by function and by CEL', () => {
    for (const [, change] of [...rows('refused'), ...rows('allowed')]) {
      expect(byFunction(change).sort()).toEqual(byCel(change).sort());
    }
  });

  it('is short enough for the cost limit of the API server', () => {
    for (const { rule, message } of placed) {
      expect(rule.length).toBeLessThan(200);
      expect(message.length).toBeLessThan(200);
    }
  });
});

function byFunction(change: Json): string[] {
  const result = validateFhirSpec(mergePatch(base, change));
  return 'issues' in result ? result.issues.map(({ message }) => message) : [];
}

function byCel(change: Json): string[] {
  const spec = withDefaults(fhirSpecSchema, mergePatch(base, change));
  return rules
    .filter(({ path, rule }) => {
      const self = path.reduce<unknown>(
        (at, key) => (isRecord(at) ? at[key] : undefined),
        spec,
      );
      return (
        self !== undefined && environment.evaluate(rule, { self }) !== true
      );
    })
    .map(({ message }) => message);
}

/** What the API server does before it runs the rules. */
function withDefaults(schema: JsonSchema, value: unknown): unknown {
  if (value === undefined) {
    return schema.default === undefined
      ? undefined
      : withDefaults(schema, schema.default);
  }
  if (!isRecord(value) || !schema.properties) return value;
  const filled: Json = { ...value };
  for (const [name, property] of Object.entries(schema.properties)) {
    const inner = withDefaults(property, value[name]);
    if (inner !== undefined) filled[name] = inner;
  }
  return filled;
}

function rulesIn(schema: JsonSchema, path: string[]): PlacedRule[] {
  const own = (schema['x-kubernetes-validations'] ?? []).map(found => ({
    ...found,
    path,
  }));
  const inner = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]) => rulesIn(property, [...path, name]),
  );
  return [...own, ...inner];
}
