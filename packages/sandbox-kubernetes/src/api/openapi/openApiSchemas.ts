import { isObject, type JsonObject } from '../jsonValue';
import { builtinDefinitions } from '../schema/builtinSchemas';
import type { ResourceType } from '../types/resourceType';

const prefix = '#/components/schemas/';
const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The definitions that types need, with all that they refer to. */
export function openApiSchemas(types: readonly ResourceType[]): JsonObject {
  const schemas: JsonObject = {};
  for (const type of types) {
    if (type.custom) {
      schemas[type.definition] = customDefinition(type);
      take(schemas, objectMeta);
    } else take(schemas, type.definition);
  }
  return schemas;
}

function take(schemas: JsonObject, name: string): void {
  if (schemas[name] !== undefined || builtinDefinitions[name] === undefined)
    return;
  schemas[name] = builtinDefinitions[name];
  for (const reference of referencesOf(builtinDefinitions[name])) {
    take(schemas, reference);
  }
}

function referencesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(referencesOf);
  if (!isObject(node)) return [];
  const own =
    typeof node.$ref === 'string' ? [node.$ref.slice(prefix.length)] : [];
  return [...own, ...Object.values(node).flatMap(referencesOf)];
}

/** A custom resource as the API publishes it: its own schema with what every object has. */
function customDefinition(type: ResourceType): JsonObject {
  const { group, version, kind } = type;
  return {
    ...type.schema,
    properties: {
      ...type.schema.properties,
      apiVersion: typeField('apiVersion'),
      kind: typeField('kind'),
      metadata: {
        description:
          "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
        allOf: [{ $ref: `${prefix}${objectMeta}` }],
      },
    },
    'x-kubernetes-group-version-kind': [{ group, kind, version }],
  };
}

/** The words of the API for apiVersion and kind, taken from a built-in kind. */
function typeField(field: 'apiVersion' | 'kind'): unknown {
  const namespace = builtinDefinitions['io.k8s.api.core.v1.Namespace'];
  const properties =
    isObject(namespace) && isObject(namespace.properties)
      ? namespace.properties
      : {};
  return properties[field];
}

/** The same definitions with the references of OpenAPI 2. */
export function asVersion2(schemas: JsonObject): JsonObject {
  const text = JSON.stringify(schemas).replaceAll(
    `"${prefix}`,
    '"#/definitions/',
  );
  return JSON.parse(text);
}
