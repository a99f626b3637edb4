import type { Core } from '../operations/core';
import { partialOf, tableOf, type IncludeObject } from '../print/tableOf';
import { badRequest } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { acceptedForm } from './acceptedForm';
import type { Exchange } from './exchange';
import {
  bookmarkObject,
  listMeta,
  wholePresenter,
  type Presenter,
} from './presentation';

/** Chooses by the Accept header. */
export function presenterFor(
  core: Core,
  type: ResourceType,
  exchange: Exchange,
): Presenter {
  switch (acceptedForm(exchange.request.headers.accept)) {
    case 'table':
      return tablePresenter(core, type, includeObject(exchange));
    case 'partial':
      return partialPresenter();
    default:
      return wholePresenter(type);
  }
}

function includeObject({ query }: Exchange): IncludeObject {
  const value = query.get('includeObject') || 'Metadata';
  if (value === 'None' || value === 'Metadata' || value === 'Object') {
    return value;
  }
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: "${value}": must be 'Metadata', 'Object', 'None', or empty`,
  );
}

function partialPresenter(): Presenter {
  const apiVersion = 'meta.k8s.io/v1';
  return {
    one: object => JSON.stringify(partialOf(object)),
    list: page => ({
      kind: 'PartialObjectMetadataList',
      apiVersion,
      metadata: listMeta(page),
      items: page.items.map(partialOf),
    }),
    bookmark: (resourceVersion, annotations) =>
      bookmarkObject(
        apiVersion,
        'PartialObjectMetadata',
        resourceVersion,
        annotations,
      ),
  };
}

/** One presenter serves one answer: in a watch only the first table has headers. */
function tablePresenter(
  core: Core,
  type: ResourceType,
  include: IncludeObject,
): Presenter {
  let headers = true;
  const table = (
    objects: Parameters<typeof tableOf>[0]['objects'],
    metadata: object,
  ) => {
    const request = { type, objects, metadata, includeObject: include };
    const result = tableOf({ ...request, headers, now: core.clock.now() });
    headers = false;
    return result;
  };
  return {
    one: object => {
      const { resourceVersion } = object.metadata;
      return JSON.stringify(table([object], { resourceVersion }));
    },
    list: page => table(page.items, listMeta(page)),
    bookmark: (resourceVersion, annotations) =>
      table([], { resourceVersion, annotations }),
  };
}
