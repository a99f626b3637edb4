import { ANNOTATIONS } from '@fhir-on-aks/plugin-fhir-common';
import { type CatalogFhir, fhirEntity, UNKNOWN_OWNER } from './fhirEntity';

const options = { cluster: 'aks-weu', entityNamePattern: '{name}' };

function cardio(
  annotations: Record<string, string> = {},
  rest: Partial<CatalogFhir> = {},
): CatalogFhir {
  return {
    metadata: { name: 'cardio', namespace: 'fhir', annotations },
    spec: { fhirVersion: 'R4' },
    ...rest,
  };
}

describe('fhirEntity', () => {
  it('shows a Fhir as a Resource with everything its owner said', () => {
    const fhir = cardio(
      {
        [ANNOTATIONS.owner]: 'group:default/cardiology',
        [ANNOTATIONS.system]: 'ehr',
        [ANNOTATIONS.title]: 'Cardiology',
        [ANNOTATIONS.description]: 'Echo reports.',
      },
      { status: { url: 'https://cardio.example.org' } },
    );
    expect(fhirEntity(fhir, options)).toEqual({
      warnings: [],
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          namespace: 'fhir',
          name: 'cardio',
          title: 'Cardiology',
          description: 'Echo reports.',
          annotations: {
            'backstage.io/managed-by-location':
              'fhir-on-aks.io:aks-weu/fhir/cardio',
            'backstage.io/managed-by-origin-location':
              'fhir-on-aks.io:aks-weu/fhir/cardio',
            'fhir-on-aks.io/instance': 'aks-weu/fhir/cardio',
            'backstage.io/kubernetes-id': 'cardio',
            'backstage.io/kubernetes-namespace': 'fhir',
            'backstage.io/kubernetes-cluster': 'aks-weu',
          },
          tags: ['fhir', 'r4'],
          links: [
            {
              url: 'https://cardio.example.org',
              title: 'FHIR endpoint',
              icon: 'web',
              type: 'fhir-endpoint',
            },
            {
              url: 'https://cardio.example.org/metadata',
              title: 'Capability statement',
              icon: 'docs',
              type: 'fhir-capability',
            },
          ],
        },
        spec: {
          type: 'fhir-server',
          owner: 'group:default/cardiology',
          system: 'system:default/ehr',
        },
      },
    });
  });

  it.each([
    ['no owner → unknown', undefined, UNKNOWN_OWNER, 0],
    ['a bare name → a group', 'cardiology', 'group:default/cardiology', 0],
    ['a user stays a user', 'user:jane', 'user:default/jane', 0],
    ['no reference at all → unknown, and said', 'a:b:c/d/e', UNKNOWN_OWNER, 1],
    ['words for people → unknown, and said', 'Team Heart', UNKNOWN_OWNER, 1],
    ['half a reference → unknown, and said', 'group:', UNKNOWN_OWNER, 1],
    ['empty → unknown', '', UNKNOWN_OWNER, 0],
  ])('owner: %s', (_, owner, expected, warnings) => {
    const result = fhirEntity(
      cardio(owner === undefined ? {} : { [ANNOTATIONS.owner]: owner }),
      options,
    );
    expect(result.entity.spec?.owner).toBe(expected);
    expect(result.warnings).toHaveLength(warnings);
  });

  it.each([undefined, ' '])(
    'has its name for a title when that is %j',
    title => {
      const fhir = cardio(title ? { [ANNOTATIONS.title]: title } : {});
      expect(fhirEntity(fhir, options).entity.metadata.title).toBe('cardio');
    },
  );

  it('leaves out a system that cannot be read, and names the annotation', () => {
    const { entity, warnings } = fhirEntity(
      cardio({ [ANNOTATIONS.system]: 'x:y:z' }),
      options,
    );
    expect(entity.spec).not.toHaveProperty('system');
    expect(warnings).toEqual([
      "aks-weu/fhir/cardio: annotation fhir-on-aks.io/system is 'x:y:z', which is no entity reference: write <kind>:<namespace>/<name>",
    ]);
  });

  it.each([
    ['no status', undefined],
    ['no URL yet', {}],
    ['a URL that is none', { url: 'not a url' }],
    ['a URL of the wrong type', { url: 7 }],
  ])('has no links with %s', (_, status) => {
    const { entity } = fhirEntity(cardio({}, { status }), options);
    expect(entity.metadata.links).toEqual([]);
  });

  it.each([
    ['no spec', undefined],
    ['a version of the wrong type', { fhirVersion: 4 }],
    ['a version that is no tag', { fhirVersion: 'R 4!' }],
  ])('has no version tag with %s', (_, spec) => {
    const { entity } = fhirEntity(cardio({}, { spec }), options);
    expect(entity.metadata.tags).toEqual(['fhir']);
  });

  it('follows the pattern for the name', () => {
    const { entity } = fhirEntity(cardio(), {
      ...options,
      entityNamePattern: '{cluster}-{name}',
    });
    expect(entity.metadata.name).toBe('aks-weu-cardio');
  });
});
