import type { KubeObject } from '../contract';
import type { JsonObject } from '../jsonValue';
import type { ResourceType } from './resourceType';

/** events.k8s.io/v1 field ↔ core/v1 field: the two names of one stored event. */
const names: [view: string, stored: string][] = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['reportingController', 'reportingComponent'],
  ['deprecatedSource', 'source'],
  ['deprecatedCount', 'count'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
];

function rename(object: JsonObject, pairs: [string, string][]): JsonObject {
  const renamed: JsonObject = { ...object };
  for (const [from, to] of pairs) {
    if (renamed[from] === undefined) continue;
    renamed[to] = renamed[from];
    delete renamed[from];
  }
  return renamed;
}

export const eventView: NonNullable<ResourceType['view']> = {
  toStored: object => ({ ...rename(object, names), apiVersion: 'v1' }),
  fromStored: (object: KubeObject): KubeObject => ({
    ...rename(
      object,
      names.map(([view, stored]): [string, string] => [stored, view]),
    ),
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: object.metadata,
  }),
};
