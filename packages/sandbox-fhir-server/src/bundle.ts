import { randomUUID } from 'node:crypto';
import { isResource } from '@medplum/core';
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import { findByCriteria } from './conditional';
import { FhirError, operationOutcome } from './fhirError';
import { parseBody, parseJson } from './fhirJson';
import { resolveReferences } from './resolveReferences';
import type { FhirCall, HttpResponse, ServerContext } from './serverContext';
import { requireTransactionEntries } from './transactionRules';

/** Answers one entry as if it had been sent alone: the same routes, rights and refusals. */
export type PerformEntry = (
  context: ServerContext,
  call: FhirCall,
) => Promise<HttpResponse>;

// Upstream runs the entries by method, in this order.
const methods = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET'];

/** Batch and transaction: the batch answers each entry on its own, the transaction is all or nothing. */
export async function processBundle(
  context: ServerContext,
  call: FhirCall,
  perform: PerformEntry,
): Promise<object> {
  const bundle = readBundle(context, call);
  const entries = bundle.entry ?? [];
  if (bundle.type === 'batch') {
    const calls = entries.map(entry => entryCall(call, entry));
    return {
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: await inOrder(calls, async one => {
        try {
          return responseEntry(await perform(context, one));
        } catch (error) {
          return refusedEntry(error);
        }
      }),
    };
  }
  requireTransactionEntries(entries);
  const { data } = context;
  return data.database.withTransaction(async database => {
    const scoped = { ...context, data: { ...data, database } };
    const calls = transactionCalls(scoped, call, entries);
    return {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: await inOrder(calls, async one => {
        try {
          return responseEntry(await perform(scoped, one));
        } catch (error) {
          throw transactionFailed(one, error);
        }
      }),
    };
  });
}

function readBundle({ configuration }: ServerContext, call: FhirCall): Bundle {
  const bundle = parseBody(call.body);
  if (!isResource<Bundle>(bundle, 'Bundle')) {
    throw new FhirError(
      400,
      'invalid',
      'Only a bundle can be submitted for batch or transaction processing.',
    );
  }
  const { type } = bundle;
  const flags: Record<string, string> = {
    batch: 'FhirServer:CoreFeatures:SupportsBatch',
    transaction: 'FhirServer:CoreFeatures:SupportsTransaction',
  };
  if (!flags[type] || !configuration.flag(flags[type])) {
    throw new FhirError(
      405,
      'not-supported',
      `Bundles of type '${type}' are not supported for this operation.`,
    );
  }
  const limit = configuration.number('FhirServer:Bundle:EntryLimit', 500);
  if ((bundle.entry?.length ?? 0) > limit) {
    throw new FhirError(
      400,
      'invalid',
      `The number of entries in the bundle exceeded the configured limit of ${limit}.`,
    );
  }
  return bundle;
}

/** All references are resolved before the first entry is written, against what was there before. */
function transactionCalls(
  context: ServerContext,
  call: FhirCall,
  entries: BundleEntry[],
): FhirCall[] {
  const identities = new Map<string, string>();
  const seen = new Set<string>();
  const ids = entries.map(entry => {
    const { url = '', method } = entry.request ?? {};
    const [resourceType, query] = url.replace(/^\//, '').split('?');
    const id = entryId(context, entry, resourceType, query);
    const name = id ? `${resourceType}/${id}` : resourceType;
    if (method !== 'GET' && seen.has(name)) {
      throw new FhirError(
        400,
        'invalid',
        `Bundle contains multiple entries that refers to the same resource '${url}'.`,
      );
    }
    seen.add(name);
    if (id && entry.fullUrl) identities.set(entry.fullUrl, name);
    return id;
  });
  return entries.map((entry, at) => {
    if (entry.resource) resolveReferences(context, entry.resource, identities);
    return { ...entryCall(call, entry), assignedId: ids[at] };
  });
}

/** The id that a create or a conditional update of the transaction has or gets; undefined for other entries. */
function entryId(
  context: ServerContext,
  { request }: BundleEntry,
  resourceType: string,
  query: string | undefined,
): string | undefined {
  const isCreate = request?.method === 'POST' && !resourceType.includes('$');
  const criteria = isCreate ? request.ifNoneExist : query;
  if (!isCreate && !(request?.method === 'PUT' && criteria)) return undefined;
  const found =
    criteria &&
    findByCriteria(context, resourceType, new URLSearchParams(criteria));
  return (found && found.id) || randomUUID();
}

function entryCall(
  { headers, baseUrl, correlationId, caller }: FhirCall,
  { request, resource }: BundleEntry,
): FhirCall {
  const url = new URL(request?.url ?? '', `${baseUrl}/`);
  const isBinaryPatch =
    request?.method === 'PATCH' && resource?.resourceType === 'Binary';
  const sent = {
    prefer: headers.prefer,
    'if-match': request?.ifMatch,
    'if-none-exist': request?.ifNoneExist,
  };
  return {
    method: request?.method ?? '',
    path: decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, ''),
    parameters: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(sent).flatMap(([name, value]) =>
        value ? [[name, value]] : [],
      ),
    ),
    body: isBinaryPatch
      ? Buffer.from(resource.data ?? '', 'base64').toString()
      : JSON.stringify(resource ?? {}),
    baseUrl,
    correlationId,
    caller,
    isEntry: true,
  };
}

async function inOrder<T>(
  calls: FhirCall[],
  run: (call: FhirCall) => Promise<T>,
): Promise<T[]> {
  const answers: T[] = [];
  const byMethod = [...calls.keys()].sort(
    (a, b) =>
      methods.indexOf(calls[a].method) - methods.indexOf(calls[b].method),
  );
  for (const at of byMethod) answers[at] = await run(calls[at]);
  return answers;
}

function responseEntry({ status, headers, body }: HttpResponse) {
  const resource = body ? parseJson(body) : undefined;
  const isOutcome = isResource(resource, 'OperationOutcome');
  return {
    ...(resource && !isOutcome ? { resource } : {}),
    response: {
      status: String(status),
      location: headers.location,
      etag: headers.etag,
      lastModified:
        headers['last-modified'] &&
        new Date(headers['last-modified']).toISOString(),
      ...(isOutcome ? { outcome: resource } : {}),
    },
  };
}

function refusedEntry(error: unknown) {
  if (!(error instanceof FhirError)) throw error;
  const outcome = operationOutcome('error', error.code, error.message);
  return { response: { status: String(error.status), outcome } };
}

function transactionFailed(
  { method, path }: FhirCall,
  error: unknown,
): unknown {
  if (!(error instanceof FhirError)) return error;
  return new FhirError(
    error.status,
    error.code,
    `Transaction failed on '${method}' for the requested url '/${path}'. ${error.message}`,
  );
}
