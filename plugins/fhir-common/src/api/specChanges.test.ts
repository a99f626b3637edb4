import { specInput } from '../testing/fhirWith';
import { describeIssue } from './InvalidInputError';
import { FhirSpec } from './fhirSpec';
import { fhirSpecSchema } from './requestInputs';
import { schemaAt } from './jsonSchema';
import {
  applyChanges,
  changesBetween,
  IMMUTABLE_FIELDS,
  specChanges,
} from './specChanges';

const spec = FhirSpec.parse({
  ...specInput,
  replicas: 2,
  cors: { mode: 'Enabled', origins: ['https://a.example.org'] },
  settings: { 'A:B': '1' },
});

describe('applyChanges', () => {
  it.each<[string, object, object]>([
    ['changes what is named', { replicas: 3 }, { replicas: 3 }],
    [
      'changes inside a map and leaves the rest of it',
      { image: { tag: '5.0.31' }, export: { mode: 'Disabled' } },
      { image: { tag: '5.0.31' }, cors: spec.cors },
    ],
    [
      'replaces a list whole',
      { cors: { origins: ['https://b.example.org'] } },
      { cors: { ...spec.cors, origins: ['https://b.example.org'] } },
    ],
    [
      'takes away what is null, so that the default comes back',
      { cors: null, settings: { 'A:B': null } },
      { cors: FhirSpec.shape.cors.parse(undefined), settings: {} },
    ],
    [
      'puts autoscaling in the place of replicas',
      { autoscaling: { minReplicas: 2, maxReplicas: 4 } },
      { autoscaling: { minReplicas: 2, maxReplicas: 4, targetCpuPercent: 70 } },
    ],
  ])('%s', (_, changes, expected) => {
    const result = applyChanges(spec, { ...changes });
    expect('spec' in result ? result.spec : result.issues).toMatchObject(
      expected,
    );
  });

  it('puts replicas in the place of autoscaling', () => {
    const { replicas: _, ...rest } = spec;
    const scaled = FhirSpec.parse({
      ...rest,
      autoscaling: { minReplicas: 2, maxReplicas: 4 },
    });
    const result = applyChanges(scaled, { replicas: 3 });
    expect('spec' in result && result.spec).toMatchObject({ replicas: 3 });
    expect('spec' in result && result.spec.autoscaling).toBeUndefined();
  });

  it.each([
    [
      { fhirVersion: 'R5' },
      'spec.fhirVersion = "R5": cannot be changed; leave it at "R4", or make a new FHIR server and move the data',
    ],
    [
      { database: { name: 'other' } },
      'spec.database.name = "other": cannot be changed; leave it at "fhir-cardio", or make a new FHIR server and move the data',
    ],
    [
      { replicas: 999 },
      'spec.replicas = 999: must be at most 100; set a smaller number',
    ],
  ])('refuses %j', (changes, line) => {
    const result = applyChanges(spec, changes);
    expect('issues' in result && result.issues.map(describeIssue)).toEqual([
      line,
    ]);
  });

  it('lets the same value of an immutable field through', () => {
    const result = applyChanges(spec, {
      fhirVersion: 'R4',
      database: { server: specInput.database.server },
    });
    expect(result).toEqual({ spec });
  });
});

describe('immutable fields', () => {
  it('are those that the API server refuses to change', () => {
    const withRule = paths(fhirSpecSchema).filter(path =>
      schemaAt(fhirSpecSchema, path.split('.'))?.[
        'x-kubernetes-validations'
      ]?.some(({ rule }) => rule === 'self == oldSelf'),
    );
    expect(withRule.sort()).toEqual([...IMMUTABLE_FIELDS].sort());
  });

  function paths(schema: typeof fhirSpecSchema, at = ''): string[] {
    return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
      const path = at ? `${at}.${name}` : name;
      return [path, ...paths(inner, path)];
    });
  }
});

describe('specChanges', () => {
  it('names every field that differs, in the order of the spec', () => {
    const after = FhirSpec.parse({
      ...spec,
      size: 'Large',
      replicas: 3,
      exposure: { ...spec.exposure, host: 'new.example.org' },
    });
    expect(specChanges(spec, after)).toEqual([
      { field: 'size', before: 'Small', after: 'Large' },
      { field: 'replicas', before: 2, after: 3 },
      {
        field: 'exposure.host',
        before: specInput.exposure.host,
        after: 'new.example.org',
      },
    ]);
  });

  it('does not mind the order of keys', () => {
    const { fhirVersion, ...rest } = spec;
    expect(specChanges(spec, { ...rest, fhirVersion })).toEqual([]);
  });
});

describe('changesBetween', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['a value', { size: 'Medium' }],
    ['a value inside', { database: { ...spec.database, maxPoolSize: 7 } }],
    ['a map', { resources: { cpuLimit: '3' } }],
    ['a list', { cors: { ...spec.cors, origins: [], mode: 'Disabled' } }],
    ['a field that goes', { replicas: undefined, settings: undefined }],
  ])('is the patch that makes the other: %s', (_, change) => {
    const after = FhirSpec.parse({ ...spec, ...change });
    const patched = applyChanges(spec, changesBetween(spec, after));
    expect(patched).toEqual({ spec: after });
  });

  it('is empty when there is no difference', () => {
    expect(changesBetween(spec, spec)).toEqual({});
  });
});
