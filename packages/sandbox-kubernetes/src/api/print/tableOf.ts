import type { KubeObject } from '../contract';
import type { PrinterColumn, ResourceType } from '../types/resourceType';
import { createdColumn, nameColumn } from './columns/metadataColumns';
import { customCell } from './customCell';
import { fieldDescription } from './fieldDescription';

/** How much of an object rides along with its row. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableRequest {
  type: ResourceType;
  objects: KubeObject[];
  metadata: object;
  includeObject: IncludeObject;
  /** False for all but the first event of a watch. */
  headers: boolean;
  now: number;
}

/** The columns of a type. Built-in types without columns of their own show when they were made. */
function columnsOf(type: ResourceType): PrinterColumn[] {
  if (type.custom) return [nameColumn, ...type.columns];
  return type.columns.length > 0 ? type.columns : [nameColumn, createdColumn];
}

/** Objects as a meta.k8s.io/v1 Table: what `kubectl get` prints. */
export function tableOf({
  type,
  objects,
  metadata,
  includeObject,
  headers,
  now,
}: TableRequest) {
  const columns = columnsOf(type);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: headers
      ? columns.map(column => definitionOf(type, column))
      : null,
    rows: objects.map(object => ({
      cells: columns.map(column => cellOf(column, object, now)),
      conditions: completion(object),
      object: companion(object, includeObject),
    })),
  };
}

function cellOf(
  column: PrinterColumn,
  object: KubeObject,
  now: number,
): unknown {
  return column.cell
    ? column.cell(object, now)
    : customCell(column, object, now);
}

/** Pods that have ended are marked, so that clients can hide them. */
function completion(object: KubeObject): object[] | undefined {
  const { status } = object;
  if (object.kind !== 'Pod' || typeof status !== 'object' || status === null)
    return undefined;
  const phase = 'phase' in status ? status.phase : undefined;
  if (phase !== 'Succeeded' && phase !== 'Failed') return undefined;
  const message =
    phase === 'Succeeded'
      ? 'The pod has completed successfully.'
      : 'The pod failed.';
  return [{ type: 'Completed', status: 'True', reason: phase, message }];
}

function companion(
  object: KubeObject,
  include: IncludeObject,
): object | undefined {
  if (include === 'None') return undefined;
  return include === 'Object' ? object : partialOf(object);
}

/** An object without all but its metadata. */
export function partialOf(object: KubeObject): object {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

function definitionOf(type: ResourceType, column: PrinterColumn) {
  const { name, format = '', priority = 0, describedBy } = column;
  const described = describedBy
    ? fieldDescription(type.definition, describedBy)
    : undefined;
  const description =
    column.description ??
    described ??
    `Custom resource definition column (in JSONPath format): ${column.jsonPath}`;
  return { name, type: column.type, format, description, priority };
}
