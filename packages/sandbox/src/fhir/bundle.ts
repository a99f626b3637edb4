import { FhirRouter } from '@medplum/fhir-router';
import { getStatus } from '@medplum/core';
import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
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
  const allowed = entries.filter((_, at) => !forbidden[at]);
  const [outcome, answer] = await router.handleRequest(
    {
      method: 'POST',
      url: '',
      pathname: '',
      params: {},
      query: {},
      body: { ...bundle, entry: allowed },
      headers: call.headers,
    },
    context.data.database,
  );
  const status = getStatus(outcome);
  if (status >= 400) {
    const text = outcome.issue?.[0]?.details?.text ?? 'it was refused';
    throw new FhirError(
      status,
      'processing',
      `Transaction failed: ${text}. Nothing was written.`,
    );
  }
  return withForbidden(answer, forbidden);
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
  const answered: unknown[] =
    answer && 'entry' in answer && Array.isArray(answer.entry)
      ? [...answer.entry]
      : [];
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
