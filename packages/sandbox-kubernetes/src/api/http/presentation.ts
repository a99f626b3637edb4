import type { KubeObject } from '../contract';
import type { ObjectPage } from '../operations/listObjects';
import { groupVersion, type ResourceType } from '../types/resourceType';

/** How objects leave: whole, as metadata only, or as a table, as the Accept header asks. */
export interface Presenter {
  one: (object: KubeObject) => string;
  list: (page: ObjectPage) => unknown;
  bookmark: (
    resourceVersion: string,
    annotations?: Record<string, string>,
  ) => unknown;
}

const texts = new WeakMap<KubeObject, string>();

/** The JSON of a stored object, made once for all who watch it. */
function jsonOf(object: KubeObject): string {
  if (!Object.isFrozen(object)) return JSON.stringify(object);
  let text = texts.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    texts.set(object, text);
  }
  return text;
}

export function listMeta(page: ObjectPage) {
  return {
    resourceVersion: page.resourceVersion,
    continue: page.continueToken,
    remainingItemCount: page.remainingItemCount,
  };
}

/** What a BOOKMARK event carries: a kind and a resourceVersion. */
export function bookmarkObject(
  apiVersion: string,
  kind: string,
  resourceVersion: string,
  annotations?: Record<string, string>,
) {
  return {
    kind,
    apiVersion,
    metadata: { resourceVersion, creationTimestamp: null, annotations },
  };
}

/** Objects as they are. Items of built-in lists carry no kind, as in the real API. */
export function wholePresenter(type: ResourceType): Presenter {
  return {
    one: jsonOf,
    list: page => ({
      kind: type.listKind,
      apiVersion: groupVersion(type),
      metadata: listMeta(page),
      items: type.custom
        ? page.items
        : page.items.map(item => ({
            ...item,
            kind: undefined,
            apiVersion: undefined,
          })),
    }),
    bookmark: (resourceVersion, annotations) =>
      bookmarkObject(
        groupVersion(type),
        type.kind,
        resourceVersion,
        annotations,
      ),
  };
}
