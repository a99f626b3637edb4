import type { KubeObject } from '../contract';
import {
  isObject,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import type { Schema } from '../schema/schema';
import type { PrinterColumn, ResourceType, ScalePaths } from './resourceType';

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** `.spec.replicas` → its steps. */
function pathSteps(path: string | undefined): string[] | undefined {
  const steps = path?.split('.').filter(Boolean);
  return steps && steps.length > 0 ? steps : undefined;
}

function scaleOf(version: JsonObject): ScalePaths | undefined {
  const scale = objectAt(version, 'subresources', 'scale');
  const specReplicas = pathSteps(stringAt(scale, 'specReplicasPath'));
  const statusReplicas = pathSteps(stringAt(scale, 'statusReplicasPath'));
  if (!specReplicas || !statusReplicas) return undefined;
  const selector = pathSteps(stringAt(scale, 'labelSelectorPath'));
  return { specReplicas, statusReplicas, selector };
}

const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description:
    'CreationTimestamp is a timestamp representing the server time when this object was created.',
};

function columnsOf(version: JsonObject): PrinterColumn[] {
  const columns = objectsAt(version, 'additionalPrinterColumns').map(one => ({
    name: stringAt(one, 'name') ?? '',
    type: stringAt(one, 'type') ?? 'string',
    format: stringAt(one, 'format'),
    description: stringAt(one, 'description'),
    priority: typeof one.priority === 'number' ? one.priority : 0,
    jsonPath: stringAt(one, 'jsonPath'),
  }));
  return columns.length > 0 ? columns : [ageColumn];
}

/** Reads the schema of a version; one without any keeps whatever it is given. */
function schemaOf(version: JsonObject): Schema {
  const schema: Schema | undefined = objectAt(
    version,
    'schema',
    'openAPIV3Schema',
  );
  return (
    schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
  );
}

/** `io.fhir-on-aks.v1alpha1.Fhir`: the group turned round, as the real API names definitions. */
function definitionName(group: string, version: string, kind: string): string {
  return `${group.split('.').reverse().join('.')}.${version}.${kind}`;
}

/** The types that a CustomResourceDefinition serves. */
export function customTypes(definition: KubeObject): ResourceType[] {
  const spec = objectAt(definition, 'spec') ?? {};
  const names = objectAt(spec, 'names') ?? {};
  const group = stringAt(spec, 'group') ?? '';
  const resource = stringAt(names, 'plural') ?? '';
  const kind = stringAt(names, 'kind') ?? '';
  return objectsAt(spec, 'versions')
    .filter(version => version.served === true)
    .map(version => ({
      group,
      version: stringAt(version, 'name') ?? '',
      resource,
      singular: stringAt(names, 'singular') || kind.toLowerCase(),
      kind,
      listKind: stringAt(names, 'listKind') || `${kind}List`,
      shortNames: strings(names.shortNames),
      categories: strings(names.categories),
      namespaced: spec.scope === 'Namespaced',
      storageKey: `${group}/${resource}`,
      schema: schemaOf(version),
      definition: definitionName(group, stringAt(version, 'name') ?? '', kind),
      statusSubresource: isObject(objectAt(version, 'subresources')?.status),
      scale: scaleOf(version),
      subresources: [],
      generation: true,
      unconditionalUpdate: false,
      defaultPropagation: 'Background',
      columns: columnsOf(version),
      selectableFields: objectsAt(version, 'selectableFields').map(one =>
        String(one.jsonPath).replace(/^\./, ''),
      ),
      rules: {},
      custom: true,
    }));
}

/** True when the API server has taken the definition in. */
export function isEstablished(definition: KubeObject): boolean {
  return objectsAt(definition, 'status', 'conditions').some(
    one => one.type === 'Established' && one.status === 'True',
  );
}
