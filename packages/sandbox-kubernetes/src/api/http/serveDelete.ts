import type { RemoveOptions } from '../contract';
import { isObject, numberAt, stringAt, valueAt } from '../jsonValue';
import { listObjects } from '../operations/listObjects';
import { removeObject } from '../operations/removeObject';
import { notSupported } from '../schema/fieldErrors';
import {
  invalidOptions,
  methodNotAllowed,
  notImplemented,
} from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { readBody, sendJson, type Exchange } from './exchange';
import { listRequest } from './listRequest';
import { mediaType, parseBody } from './parseBody';
import { presenterFor } from './presenterFor';
import type { RequestInfo } from './requestInfo';
import type { ResourceServer } from './resourceServer';
import { sendObject } from './sendObject';

/** Answers DELETE on one object. */
export async function serveDelete(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  const options = await removeOptions(exchange);
  const name = info.name ?? '';
  const removal = removeObject(
    server,
    type,
    info.namespace ?? '',
    name,
    options,
  );
  if (!removal.gone || type.storageKey === '/pods') {
    sendObject(server, type, exchange, 200, removal.object);
    return;
  }
  sendJson(exchange, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      group: type.group || undefined,
      kind: type.resource,
      uid: removal.object.metadata.uid,
    },
  });
}

/** Answers DELETE on a collection: every object that the selectors pick. */
export async function serveDeleteCollection(
  server: ResourceServer,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
): Promise<void> {
  if (type.namespaced && info.namespace === undefined) {
    throw methodNotAllowed();
  }
  const options = await removeOptions(exchange);
  const page = listObjects(server, type, listRequest(exchange, info));
  for (const object of page.items) {
    removeObject(
      server,
      type,
      object.metadata.namespace ?? '',
      object.metadata.name,
      options,
    );
  }
  const present = presenterFor(server, type, exchange);
  sendJson(exchange, 200, present.list(page));
}

/** DeleteOptions come in the body or, a few of them, in the query. */
async function removeOptions(exchange: Exchange): Promise<RemoveOptions> {
  const bytes = await readBody(exchange.request);
  const body: unknown =
    bytes.length > 0
      ? parseBody(bytes, mediaType(exchange.request.headers['content-type']))
      : {};
  const { query } = exchange;
  const grace =
    numberAt(body, 'gracePeriodSeconds') ??
    (query.has('gracePeriodSeconds')
      ? Number(query.get('gracePeriodSeconds'))
      : undefined);
  const dryRun = valueAt(body, 'dryRun') ?? query.getAll('dryRun');
  if (valueAt(body, 'orphanDependents') !== undefined) {
    throw notImplemented(
      'orphanDependents: it is deprecated, use propagationPolicy',
    );
  }
  return {
    propagationPolicy: policyOf(
      stringAt(body, 'propagationPolicy') ?? query.get('propagationPolicy'),
    ),
    gracePeriodSeconds: grace,
    preconditions: isObject(valueAt(body, 'preconditions'))
      ? {
          uid: stringAt(body, 'preconditions', 'uid'),
          resourceVersion: stringAt(body, 'preconditions', 'resourceVersion'),
        }
      : undefined,
    dryRun: Array.isArray(dryRun) && dryRun.length > 0,
  };
}

function policyOf(value: string | null): RemoveOptions['propagationPolicy'] {
  if (!value) return undefined;
  if (value === 'Background' || value === 'Foreground' || value === 'Orphan') {
    return value;
  }
  throw invalidOptions('DeleteOptions', [
    notSupported('propagationPolicy', value, [
      'Foreground',
      'Background',
      'Orphan',
      'nil',
    ]),
  ]);
}
