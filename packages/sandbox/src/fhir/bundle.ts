import { FhirRouter } from '@medplum/fhir-router';
import { getStatus } from '@medplum/core';
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import type { FhirDatabase } from './FhirDatabase';
import { FhirError, operationOutcome } from './fhirError';
import { interactionOf, type Interaction } from './interaction';
import { parseBody } from './parseBody';
import type { DataAction } from './roles';
import type { FhirCall, ServerContext } from './serverContext';

const router = new FhirRouter();

/** Batch and transaction; every entry is checked against the caller's roles. */
export async function processBundle(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
  may: Set<DataAction> | undefined,
): Promise<object> {
  const bundle = readBundle(context, call, interaction);
  const entries = bundle.entry ?? [];
  const forbidden = entries.map(entry => isForbidden(entry, may));
  if (bundle.type === 'transaction' && forbidden.includes(true)) {
    throw new FhirError(403, 'forbidden', 'Authorization failed.');
  }
  const allowed = {
    ...bundle,
    entry: entries.filter((_, at) => !forbidden[at]),
  };
  const { database } = context.data;
  const answer =
    bundle.type === 'transaction'
      ? await database.withTransaction(async scoped => {
          const done = await runBundle(call, allowed, scoped);
          requireSuccess(allowed, done);
          return done;
        })
      : await runBundle(call, allowed, database);
  return withForbidden(answer, forbidden);
}

async function runBundle(
  { headers }: FhirCall,
  body: Bundle,
  database: FhirDatabase,
): Promise<object | undefined> {
  const request = {
    method: 'POST' as const,
    url: '',
    pathname: '',
    params: {},
    query: {},
    body,
    headers,
  };
  const [outcome, answer] = await router.handleRequest(request, database);
  const status = getStatus(outcome);
  if (status < 400) return answer;
  const text = outcome.issue?.[0]?.details?.text ?? 'it was refused';
  throw new FhirError(status, 'processing', `The bundle failed: ${text}.`);
}

/** The router answers a transaction entry by entry; one refusal is the refusal of all. */
function requireSuccess(bundle: Bundle, answer: object | undefined): void {
  for (const [at, entry] of entriesOf(answer).entries()) {
    const status = Number(entry.response?.status?.slice(0, 3));
    if (status < 400) continue;
    const { method, url } = bundle.entry?.[at]?.request ?? {};
    const why = entry.response?.outcome?.issue?.[0]?.details?.text ?? status;
    throw new FhirError(
      status,
      'processing',
      `Transaction failed on '${method}' for the requested url '${url}': ${why}. Nothing was written.`,
    );
  }
}

function entriesOf(answer: object | undefined): BundleEntry[] {
  return answer && 'entry' in answer && Array.isArray(answer.entry)
    ? answer.entry
    : [];
}

function readBundle(
  { configuration }: ServerContext,
  call: FhirCall,
  { name }: Interaction,
): Bundle {
  const bundle = parseBody(call.body);
  if (bundle.resourceType !== 'Bundle') {
    throw new FhirError(400, 'invalid', 'The body is not a Bundle.');
  }
  const flag =
    name === 'transaction'
      ? 'FhirServer:CoreFeatures:SupportsTransaction'
      : 'FhirServer:CoreFeatures:SupportsBatch';
  if (!configuration.flag(flag)) {
    throw new FhirError(
      405,
      'not-supported',
      `The interaction '${name}' is not supported.`,
    );
  }
  const limit = configuration.number('FhirServer:Bundle:EntryLimit', 500);
  if ((bundle.entry?.length ?? 0) > limit) {
    throw new FhirError(
      413,
      'too-costly',
      `The number of entries in the bundle exceeded the configured limit of ${limit}.`,
    );
  }
  return bundle;
}

function isForbidden(
  entry: BundleEntry,
  may: Set<DataAction> | undefined,
): boolean {
  if (!may || !entry.request?.url) return false;
  const path = entry.request.url.split('?')[0];
  const interaction = interactionOf(entry.request.method ?? 'GET', path);
  return (
    interaction !== undefined &&
    interaction.needs.length > 0 &&
    !interaction.needs.some(action => may.has(action))
  );
}

function withForbidden(answer: object | undefined, forbidden: boolean[]) {
  const answered: unknown[] = [...entriesOf(answer)];
  const entry = forbidden.map(isRefused =>
    isRefused
      ? {
          response: {
            status: '403',
            outcome: operationOutcome(
              'error',
              'forbidden',
              'Authorization failed.',
            ),
          },
        }
      : answered.shift(),
  );
  return { ...answer, entry };
}
