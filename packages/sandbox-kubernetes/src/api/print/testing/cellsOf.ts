import type { KubeObject } from '../../contract';
import { builtinTypes } from '../../types/builtinTypes';
import type { ResourceType } from '../../types/resourceType';
import { tableOf, type TableRequest } from '../tableOf';

/** An hour after the sample object was made. */
const now = Date.parse('2026-01-01T01:00:00Z');

function typeOf(kind: string): ResourceType {
  const found = builtinTypes().find(type => type.kind === kind);
  if (!found) throw new Error(`no type ${kind}`);
  return found;
}

/** An object of a kind, made at the beginning of 2026. */
export function sampleObject(kind: string, fields: object): KubeObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: 'x',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    ...fields,
  };
}

/** The table of one object, an hour later. */
export function sampleTable(
  kind: string,
  fields: object,
  over?: Partial<TableRequest>,
) {
  return tableOf({
    type: typeOf(kind),
    objects: [sampleObject(kind, fields)],
    metadata: {},
    includeObject: 'None',
    headers: true,
    now,
    ...over,
  });
}

/** The cells of one object under their headings, those of `-o wide` too. */
export function cellsOf(kind: string, fields: object): Record<string, unknown> {
  const { columnDefinitions, rows } = sampleTable(kind, fields);
  return Object.fromEntries(
    (columnDefinitions ?? []).map(({ name }, index) => [
      name,
      rows[0].cells[index],
    ]),
  );
}
