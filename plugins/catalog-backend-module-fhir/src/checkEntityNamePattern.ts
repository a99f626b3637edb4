import { makeValidator } from '@backstage/catalog-model';
import { entityName } from '@fhir-on-aks/plugin-fhir-common';

/** Throws when the names that a pattern makes are none that the catalog takes, or are all the same. */
export function checkEntityNamePattern(pattern: string): void {
  const example = entityName(
    { cluster: 'aks', namespace: 'fhir', name: 'cardio' },
    pattern,
  );
  const field = 'fhir.catalog.entityNamePattern';
  if (!pattern.includes('{name}')) {
    throw new Error(
      `${field} is '${pattern}': it must contain {name}, or all FHIR servers would share one name. For example '{cluster}-{name}'.`,
    );
  }
  if (!makeValidator().isValidEntityName(example)) {
    throw new Error(
      `${field} is '${pattern}', which makes names such as '${example}'. The catalog takes letters, digits, '-', '_' and '.'. For example '{cluster}-{name}'.`,
    );
  }
}
