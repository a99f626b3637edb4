import { applyObject } from '../operations/applyObject';
import type { Core, WriteContext } from '../operations/core';
import { patchObject, type PatchKind } from '../operations/patchObject';
import { forbiddenField, required } from '../schema/fieldErrors';
import { invalidOptions, unsupportedMediaType } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import { readBody, writeContext, type Exchange } from './exchange';
import { mediaType, parseBody, parseJson } from './parseBody';
import type { RequestInfo } from './requestInfo';
import { sendObject } from './sendObject';

const patchKinds: Record<string, PatchKind> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
};

const applyType = 'application/apply-patch+yaml';

/** Answers PATCH on an object or on its status. */
export async function servePatch(
  core: Core,
  type: ResourceType,
  exchange: Exchange,
  info: RequestInfo,
  subresource?: WriteContext['subresource'],
): Promise<void> {
  const contentType = mediaType(exchange.request.headers['content-type']);
  const body = await readBody(exchange.request);
  const context = writeContext(exchange, subresource);
  const namespace = info.namespace ?? '';
  const name = info.name ?? '';
  if (contentType === applyType) {
    const fieldManager = exchange.query.get('fieldManager');
    if (!fieldManager) {
      throw invalidOptions('PatchOptions', [
        required('fieldManager', 'is required for apply patch'),
      ]);
    }
    const force = ['true', '1'].includes(exchange.query.get('force') ?? '');
    const { object, created } = applyObject(core, type, namespace, name, {
      input: parseBody(body, contentType),
      force,
      context: { ...context, fieldManager },
    });
    sendObject(core, type, exchange, created ? 201 : 200, object);
    return;
  }
  const kind = patchKinds[contentType];
  if (!kind) {
    throw unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${[...Object.keys(patchKinds), applyType].join(', ')}`,
    );
  }
  if (exchange.query.get('force')) {
    throw invalidOptions('PatchOptions', [
      forbiddenField('force', 'may not be specified for non-apply patch'),
    ]);
  }
  const object = patchObject(
    core,
    type,
    namespace,
    name,
    kind,
    parseJson(body.toString('utf8')),
    context,
  );
  sendObject(core, type, exchange, 200, object);
}
