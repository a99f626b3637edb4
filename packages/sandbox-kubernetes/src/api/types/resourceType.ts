import type { KubeObject } from '../contract';
import type { JsonObject } from '../jsonValue';
import type { FieldError } from '../statusError';
import type { Schema } from '../schema/schema';

/** A printed column, in the words of a CRD's additionalPrinterColumns. */
export interface PrinterColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  /** A field of the type whose description is that of the column. */
  describedBy?: string;
  /** 1 and more only with -o wide. */
  priority?: number;
  jsonPath?: string;
  /** For built-in types whose cell is computed. */
  cell?: (object: KubeObject, now: number) => unknown;
}

export interface ScalePaths {
  specReplicas: string[];
  statusReplicas: string[];
  selector?: string[];
}

/** What the API does to an object of a built-in type beyond its schema. */
export interface TypeRules {
  /** Fills in what the API server fills in. Changes the object, which is ours. */
  defaults?: (object: JsonObject, old?: KubeObject) => void;
  validate?: (object: JsonObject, old?: KubeObject) => FieldError[];
  /** The status a new object begins with. */
  initialStatus?: (object: JsonObject) => JsonObject | undefined;
}

/** A type that the API serves: one version of one resource. */
export interface ResourceType {
  group: string;
  version: string;
  resource: string;
  singular: string;
  kind: string;
  listKind: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  /** Where its objects are kept; versions of one resource, and views on another, share it. */
  storageKey: string;
  schema: Schema;
  /** Full name of the definition in the OpenAPI document. */
  definition: string;
  statusSubresource: boolean;
  scale?: ScalePaths;
  /** Further subresources, for discovery: `log`, `finalize`. */
  subresources: { name: string; kind: string; verbs: string[] }[];
  /** metadata.generation counts changes of the desired state. */
  generation: boolean;
  /** PUT without resourceVersion is allowed. */
  unconditionalUpdate: boolean;
  /** What becomes of dependents when the caller does not say. */
  defaultPropagation: 'Background' | 'Orphan';
  columns: PrinterColumn[];
  /** JSON paths (`spec.nodeName`) that a field selector may name besides metadata.name and metadata.namespace. */
  selectableFields: string[];
  rules: TypeRules;
  /** A custom resource: unknown fields are pruned by its structural schema, CEL rules are run. */
  custom: boolean;
  /** Views convert to and from what is stored. */
  view?: {
    toStored: (object: JsonObject) => JsonObject;
    fromStored: (object: KubeObject) => KubeObject;
  };
}

export function groupVersion(type: { group: string; version: string }): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** `deployments.apps`, `pods`. */
export function qualifiedName(type: {
  group: string;
  resource: string;
}): string {
  return type.group ? `${type.resource}.${type.group}` : type.resource;
}
