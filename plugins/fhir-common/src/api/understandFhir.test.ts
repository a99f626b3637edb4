import { specInput } from '../testing/fhirWith';
import { parseFhir } from './parseFhir';
import { understandFhir } from './understandFhir';

const stored = (spec: unknown, more: object = {}) => ({
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  metadata: { name: 'cardio', namespace: 'cardiology', uid: 'a7f0c9c2' },
  spec,
  ...more,
});

describe('understandFhir', () => {
  it('reads a Fhir that is valid as it is parsed', () => {
    const object = stored(specInput);
    expect(understandFhir(object)).toEqual({ fhir: parseFhir(object) });
  });

  it('says of a spec that is not valid what is wrong, and keeps what can be understood', () => {
    const { fhir, specErrors } = understandFhir(
      stored({ ...specInput, size: 'Huge', reconcilePolicy: 'Pause' }),
    );
    expect(specErrors).toEqual([
      {
        field: 'spec.size',
        value: '"Huge"',
        message: 'is not one of the choices',
      },
    ]);
    expect(fhir.spec).toMatchObject({
      fhirVersion: 'R4',
      size: 'Huge',
      reconcilePolicy: 'Pause',
      deletionProtection: 'Disabled',
      database: specInput.database,
    });
  });

  it.each([
    ['no spec', undefined],
    ['a spec that is a text', 'R4'],
    ['a spec that is a list', []],
    ['parts of the wrong shape', { security: 'on', cors: [], export: null }],
  ])('gives %s the shape of a spec', (_case, spec) => {
    const { fhir, specErrors } = understandFhir(stored(spec));
    expect(specErrors).not.toHaveLength(0);
    expect(fhir.spec).toMatchObject({
      security: { mode: 'Disabled' },
      cors: { mode: 'Disabled', origins: [] },
      export: { mode: 'Disabled' },
    });
  });

  it('keeps metadata and status of a spec that is not valid', () => {
    const { fhir } = understandFhir(
      stored(undefined, {
        metadata: { name: 'cardio', finalizers: ['example.org/hold'] },
        status: { observedGeneration: 3, conditions: [] },
      }),
    );
    expect(fhir.metadata).toEqual({
      name: 'cardio',
      namespace: 'default',
      uid: '',
      resourceVersion: '',
      generation: 1,
      creationTimestamp: '',
      labels: {},
      annotations: {},
      finalizers: ['example.org/hold'],
    });
    expect(fhir.status).toMatchObject({ observedGeneration: 3 });
  });
});
