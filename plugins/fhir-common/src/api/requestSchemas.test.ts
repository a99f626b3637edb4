import { withClusterDefaults } from './clusterDefaults';
import { schemaAt, type JsonSchema } from './jsonSchema';
import { parseProvisionRequest } from './parseRequest';
import {
  deprovisionInputSchema,
  provisionInputSchema,
  updateInputSchema,
} from './requestInputs';
import {
  deprovisionRequestSchema,
  provisionRequestSchema,
  updateRequestSchema,
} from './requestSchemas';

/** Every field with what is said about it, by path; what is said for the API server alone is left out. */
function fields(schema: JsonSchema, path = ''): Array<[string, unknown]> {
  const { properties = {}, items, required, ...own } = schema;
  const said = Object.entries(own).filter(
    ([key]) => !key.startsWith('x-kubernetes-'),
  );
  return [
    [path, Object.fromEntries(said)],
    ...Object.entries(properties).flatMap(([name, property]) =>
      fields(property, `${path}.${name}`),
    ),
    ...(items ? fields(items, `${path}[]`) : []),
  ];
}

describe('the schemas of requests', () => {
  it.each([
    ['provision', provisionRequestSchema, provisionInputSchema],
    ['update', updateRequestSchema, updateInputSchema],
    ['deprovision', deprovisionRequestSchema, deprovisionInputSchema],
  ])(
    '%s has the same fields with the same words and bounds as the definition',
    (_verb, request, definition) => {
      expect(fields(request)).toEqual(fields(definition));
    },
  );

  it.each([
    ['update', updateRequestSchema, updateInputSchema],
    ['deprovision', deprovisionRequestSchema, deprovisionInputSchema],
  ])('%s needs what the definition needs', (_verb, request, definition) => {
    expect(request.required).toEqual(definition.required);
  });

  it('says nothing that only an API server reads', () => {
    expect(JSON.stringify(provisionRequestSchema)).not.toContain(
      'x-kubernetes',
    );
  });

  it('needs no more than what no cluster can suggest', () => {
    const at = (...path: string[]) => schemaAt(provisionRequestSchema, path);
    expect(provisionRequestSchema.required).toEqual([
      'cluster',
      'namespace',
      'name',
      'spec',
    ]);
    expect(at('spec')?.required).toEqual(['fhirVersion', 'database']);
    expect(at('spec', 'database')?.required).toEqual(['name']);
    expect(at('spec', 'security')?.required).toBeUndefined();
    expect(at('spec', 'identity')?.required).toEqual(['type']);
    expect(at('spec', 'autoscaling')?.required).toEqual([
      'minReplicas',
      'maxReplicas',
    ]);
  });

  it('describes a request that parses once the cluster has filled it', () => {
    const request = {
      cluster: 'aks-weu',
      namespace: 'cardiology',
      name: 'cardio',
      spec: { fhirVersion: 'R4', database: { name: 'cardio' } },
    };
    const filled = withClusterDefaults(request, {
      hostPattern: '{name}.example.org',
      databaseServer: 'sql-fhir.database.windows.net',
      authority: 'https://login.example.org/v2.0',
      audiencePattern: 'api://{name}',
    });
    expect(parseProvisionRequest(filled).target.name).toBe('cardio');
  });
});
