import type { KubeObject, ListOptions } from '../contract';
import { isObject } from '../jsonValue';
import { objectMatcher } from '../selectors/objectMatcher';
import { badRequest, expired, invalid, StatusError } from '../statusError';
import { forbiddenField, invalidValue } from '../schema/fieldErrors';
import type { ResourceType } from '../types/resourceType';
import { asVersion, subjectOf, type Core } from './core';

export interface ListRequest extends ListOptions {
  limit?: number;
  continueToken?: string;
  resourceVersion?: string;
  resourceVersionMatch?: string;
}

export interface ObjectPage {
  items: KubeObject[];
  resourceVersion: string;
  continueToken?: string;
  remainingItemCount?: number;
}

interface Position {
  revision: number;
  start: string;
}

/** Lists as GET on a collection does: selectors, pages of one revision, exact revisions. */
export function listObjects(
  core: Core,
  type: ResourceType,
  request: ListRequest,
): ObjectPage {
  const position = readPosition(core, type, request);
  const snapshot =
    position.revision === core.storage.revision
      ? core.storage.list(type.storageKey)
      : core.storage.listAt(type.storageKey, position.revision);
  if (!snapshot) throw tooOld(request);
  const matches = objectMatcher(type, request);
  const found: KubeObject[] = [];
  for (const stored of snapshot) {
    const object = asVersion(type, stored);
    if (keyOf(object) >= position.start && matches(object)) found.push(object);
  }
  return page(found, position.revision, request);
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

function page(
  found: KubeObject[],
  revision: number,
  request: ListRequest,
): ObjectPage {
  const { limit } = request;
  const resourceVersion = String(revision);
  if (!limit || found.length <= limit) return { items: found, resourceVersion };
  const selected = request.labelSelector || request.fieldSelector;
  return {
    items: found.slice(0, limit),
    resourceVersion,
    continueToken: encode({ revision, start: keyOf(found[limit]) }),
    remainingItemCount: selected ? undefined : found.length - limit,
  };
}

function readPosition(
  core: Core,
  type: ResourceType,
  request: ListRequest,
): Position {
  checkMatch(type, request);
  if (request.continueToken) {
    if (request.resourceVersion && request.resourceVersion !== '0') {
      throw badRequest(
        'specifying resource version is not allowed when using continue',
      );
    }
    const position = decode(request.continueToken);
    return position.revision < 0
      ? { ...position, revision: core.storage.revision }
      : position;
  }
  const asked = parseRevision(request.resourceVersion);
  if (asked > core.storage.revision) throw tooLarge(core, asked);
  const exact = request.resourceVersionMatch === 'Exact';
  return { revision: exact ? asked : core.storage.revision, start: '' };
}

function checkMatch(type: ResourceType, request: ListRequest): void {
  const {
    resourceVersionMatch: match,
    resourceVersion,
    continueToken,
  } = request;
  if (!match) return;
  const fail = (message: Parameters<typeof invalid>[2][number]) => {
    throw invalid(
      { ...subjectOf(type), kind: 'ListOptions', group: 'meta.k8s.io' },
      '',
      [message],
    );
  };
  if (continueToken) {
    fail(
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden when continue is provided',
      ),
    );
  }
  if (!resourceVersion) {
    fail(
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      ),
    );
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    fail({
      reason: 'FieldValueNotSupported',
      field: 'resourceVersionMatch',
      message: `Unsupported value: "${match}": supported values: "Exact", "NotOlderThan"`,
    });
  }
  if (match === 'Exact' && resourceVersion === '0') {
    fail(
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
      ),
    );
  }
}

/** 0 when not given; 400 when it is not a decimal number. */
export function parseRevision(text: string | undefined): number {
  if (!text) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  const { field, message } = invalidValue(
    'resourceVersion',
    text,
    `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
  throw badRequest(`invalid resource version: ${field}: ${message}`);
}

/** 504: the caller has seen a newer revision than this server has (for example, after its data was reset). */
export function tooLarge(core: Core, asked: number): StatusError {
  return new StatusError(
    504,
    'Timeout',
    `Too large resource version: ${asked}, current: ${core.storage.revision}`,
    {
      details: {
        causes: [
          {
            reason: 'ResourceVersionTooLarge',
            message: 'Too large resource version',
          },
        ],
        retryAfterSeconds: 1,
      },
    },
  );
}

function tooOld(request: ListRequest): StatusError {
  if (!request.continueToken) {
    return expired(`The resourceVersion for the provided list is too old.`);
  }
  const { start } = decode(request.continueToken);
  return expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    encode({ revision: -1, start }),
  );
}

function encode({ revision, start }: Position): string {
  return Buffer.from(
    JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start }),
  ).toString('base64url');
}

function decode(token: string): Position {
  try {
    const value: unknown = JSON.parse(
      Buffer.from(token, 'base64url').toString('utf8'),
    );
    if (
      isObject(value) &&
      typeof value.rv === 'number' &&
      typeof value.start === 'string'
    ) {
      return { revision: value.rv, start: value.start };
    }
  } catch {
    // falls through: it is not one of our tokens
  }
  throw badRequest(
    'continue key is not valid: it must be a token from an earlier list',
  );
}
