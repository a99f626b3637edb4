import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';
import { redact } from './redact';

const object = (
  kind: string,
  fields: Record<string, unknown>,
): SnapshotObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'cardio' },
  ...fields,
});

describe('redact', () => {
  it('takes out managedFields and the copy that kubectl keeps', () => {
    const shown = redact({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'cardio',
        managedFields: [{ manager: 'fhir-operator' }],
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
          kept: 'yes',
        },
      },
    });
    expect(shown.metadata).toEqual({
      name: 'cardio',
      annotations: { kept: 'yes' },
    });
  });

  it.each([
    [
      'the data of a Secret',
      object('Secret', { data: { a: 'eA==' }, stringData: { b: 'x' } }),
      { data: { a: '(not shown)' }, stringData: { b: '(not shown)' } },
    ],
    [
      'secret keys of a ConfigMap, and only those',
      object('ConfigMap', {
        data: {
          SqlServer__ConnectionString: 'Server=x;Password=y',
          FhirServer__Security__Enabled: 'true',
        },
      }),
      {
        data: {
          SqlServer__ConnectionString: '(not shown)',
          FhirServer__Security__Enabled: 'true',
        },
      },
    ],
    [
      'secret settings of a Fhir, while names of Secrets stay',
      object('Fhir', {
        spec: {
          settings: { 'Some:ApiKey': 'x', 'Some:Limit': '5' },
          database: { connectionStringSecret: { name: 'sql', key: 'cs' } },
        },
      }),
      {
        spec: {
          settings: { 'Some:ApiKey': '(not shown)', 'Some:Limit': '5' },
          database: { connectionStringSecret: { name: 'sql', key: 'cs' } },
        },
      },
    ],
    [
      'secret environment variables of a pod, while references stay',
      object('Pod', {
        spec: {
          containers: [
            {
              name: 'fhir',
              env: [
                { name: 'DB_PASSWORD', value: 'x' },
                { name: 'MODE', value: 'y' },
                {
                  name: 'OTHER_SECRET',
                  valueFrom: { secretKeyRef: { name: 's', key: 'k' } },
                },
              ],
            },
          ],
        },
      }),
      {
        spec: {
          containers: [
            {
              name: 'fhir',
              env: [
                { name: 'DB_PASSWORD', value: '(not shown)' },
                { name: 'MODE', value: 'y' },
                {
                  name: 'OTHER_SECRET',
                  valueFrom: { secretKeyRef: { name: 's', key: 'k' } },
                },
              ],
            },
          ],
        },
      },
    ],
  ])('hides %s', (_, input, expected) => {
    expect(redact(input)).toMatchObject(expected);
  });
});
