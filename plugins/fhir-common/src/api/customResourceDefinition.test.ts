import { customResourceDefinition } from './customResourceDefinition';
import { CONDITION_TYPES } from './fhirStatus';

const definition = customResourceDefinition();
const [version] = definition.spec.versions;

describe('customResourceDefinition', () => {
  it('is served and stored once, in namespaces, with short names', () => {
    expect(definition.metadata.name).toBe('fhirs.fhir-on-aks.io');
    expect(definition.spec).toMatchObject({
      group: 'fhir-on-aks.io',
      scope: 'Namespaced',
      names: {
        kind: 'Fhir',
        listKind: 'FhirList',
        plural: 'fhirs',
        singular: 'fhir',
        shortNames: ['fh'],
        categories: ['all'],
      },
    });
    expect(definition.spec.versions).toHaveLength(1);
    expect(version).toMatchObject({
      name: 'v1alpha1',
      served: true,
      storage: true,
    });
  });

  it('has a status of its own and can be scaled', () => {
    expect(version?.subresources).toEqual({
      status: {},
      scale: {
        specReplicasPath: '.spec.replicas',
        statusReplicasPath: '.status.replicas',
        labelSelectorPath: '.status.selector',
      },
    });
  });

  it('prints what a person looks for, the rest with -o wide', () => {
    const columns = version?.additionalPrinterColumns ?? [];
    const names = (wide: boolean) =>
      columns
        .filter(({ priority }) => Boolean(priority) === wide)
        .map(({ name }) => name);
    expect(names(false)).toEqual([
      'Version',
      'Ready',
      'Reason',
      'URL',
      'Replicas',
      'Age',
    ]);
    expect(names(true)).toEqual(['Image', 'Identity', 'Message']);
  });

  it('prints only fields that there are', () => {
    const root = version?.schema.openAPIV3Schema.properties;
    for (const { jsonPath } of version?.additionalPrinterColumns ?? []) {
      const [, part = '', ...rest] = jsonPath.split(/[.[]/);
      if (part === 'metadata') continue;
      const schema = part === 'spec' ? root?.spec : root?.status;
      expect(schema?.properties).toHaveProperty(rest[0] ?? '');
    }
  });

  it('keeps one condition of each type', () => {
    const conditions =
      version?.schema.openAPIV3Schema.properties.status.properties?.conditions;
    expect(conditions).toMatchObject({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    });
    expect(conditions?.maxItems).toBeGreaterThanOrEqual(CONDITION_TYPES.length);
  });

  it('holds names to what its children can be called', () => {
    const rules =
      version?.schema.openAPIV3Schema['x-kubernetes-validations'] ?? [];
    expect(rules.map(({ rule }) => rule)).toEqual([
      'size(self.metadata.name) <= 40',
      "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    ]);
  });
});
