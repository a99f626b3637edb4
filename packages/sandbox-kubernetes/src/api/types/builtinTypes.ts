import { builtinColumns } from '../print/builtinColumns';
import { builtinSchema } from '../schema/builtinSchemas';
import {
  builtinResources,
  type BuiltinGroup,
  type BuiltinRow,
} from './builtinResources';
import { eventView } from './eventView';
import type { ResourceType, ScalePaths } from './resourceType';

const workloadScale: ScalePaths = {
  specReplicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
};

function subresourcesOf(row: BuiltinRow): ResourceType['subresources'] {
  if (row.kind === 'Pod') {
    return [{ name: 'log', kind: 'Pod', verbs: ['get'] }];
  }
  if (row.kind === 'Namespace') {
    return [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }];
  }
  return [];
}

function builtinType(group: BuiltinGroup, row: BuiltinRow): ResourceType {
  const definition = `${group.package}.${row.kind}`;
  const isEventView = group.group === 'events.k8s.io';
  return {
    group: group.group,
    version: group.version,
    resource: row.resource,
    singular: row.kind.toLowerCase(),
    kind: row.kind,
    listKind: `${row.kind}List`,
    shortNames: row.short?.split(',') ?? [],
    categories: row.categories ?? [],
    namespaced: !row.cluster,
    storageKey: isEventView ? '/events' : `${group.group}/${row.resource}`,
    schema: builtinSchema(definition),
    definition,
    statusSubresource: row.status === true,
    scale: row.scale ? workloadScale : undefined,
    subresources: subresourcesOf(row),
    generation: row.generation === true,
    unconditionalUpdate: !row.conditional,
    defaultPropagation: row.orphan ? 'Orphan' : 'Background',
    columns: builtinColumns(row.kind),
    selectableFields: row.fields?.split(',') ?? [],
    rules: {},
    custom: false,
    view: isEventView ? eventView : undefined,
  };
}

/** The built-in types in the order in which discovery lists their groups. */
export function builtinTypes(): ResourceType[] {
  return builtinResources.flatMap(group =>
    group.rows.map(row => builtinType(group, row)),
  );
}
