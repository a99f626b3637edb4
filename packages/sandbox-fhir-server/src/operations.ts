import { exportOperation } from './exportOperation';
import { FhirError, operationOutcome, sandboxCannot } from './fhirError';
import { fhirResponse } from './fhirResponse';
import { isHardDelete, type Interaction } from './interaction';
import type { Job } from './JobQueue';
import { parseBody } from './fhirJson';
import { reindexOperation } from './reindexOperation';
import { runSearch } from './runSearch';
import { parseSearch } from './searchQuery';
import type { FhirCall, HttpResponse, ServerContext } from './serverContext';
import { startWork } from './startWork';

/** What changes which resources a bulk delete takes, or what it leaves of them; the result parameters among them. */
const notInBulkDelete = [
  '_purgeHistory',
  '_removeReferences',
  'excludedResourceTypes',
  '_include',
  '_revinclude',
  '_count',
  'ct',
  '_summary',
];

/** `$export`, `$reindex`, `$import`, `$convert-data`, `$bulk-delete`, `$validate` and the jobs under `_operations`. */
export async function runOperation(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  switch (interaction.name) {
    case 'export':
      requireEnabled(context, 'Export', 'export');
      return exportOperation(context, call, interaction);
    case 'reindex':
      requireEnabled(context, 'Reindex', 'reindex');
      return reindexOperation(context, call, interaction);
    case 'import':
      requireEnabled(context, 'Import', 'import');
      return importOperation(context, call, interaction);
    case 'convert-data':
      requireEnabled(context, 'ConvertData', 'convert-data');
      return convertData(call);
    case 'bulk-delete':
      requireEnabled(context, 'BulkDelete', 'bulk-delete');
      return bulkDelete(context, call, interaction);
    case 'bulk-update':
      requireEnabled(context, 'BulkUpdate', 'bulk-update');
      throw sandboxCannot('run $bulk-update', 501);
    case 'validate':
      return validate(call, interaction);
    default:
      throw new FhirError(
        404,
        'not-found',
        `The operation ${interaction.name} is not known.`,
      );
  }
}

function requireEnabled(
  { configuration }: ServerContext,
  key: string,
  name: string,
): void {
  if (configuration.flag(`FhirServer:Operations:${key}:Enabled`)) return;
  throw new FhirError(
    400,
    'not-supported',
    `The requested "${name}" operation is not supported.`,
  );
}

function requireAsync({ headers }: FhirCall): void {
  if (/respond-async/.test(headers.prefer ?? '')) return;
  throw new FhirError(
    400,
    'invalid',
    "The header 'Prefer' must be 'respond-async'.",
  );
}

function importOperation(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): HttpResponse {
  if (call.path.startsWith('_operations')) {
    return jobStatus(context, call, interaction);
  }
  if (call.method !== 'POST') {
    throw new FhirError(405, 'not-supported', 'Use POST for $import.');
  }
  requireAsync(call);
  const body = parseBody(call.body);
  const account = context.configuration.text(
    'FhirServer:Operations:IntegrationDataStore:StorageAccountUri',
  );
  if (body.resourceType !== 'Parameters' || !account) {
    throw new FhirError(
      400,
      'invalid',
      account
        ? 'The body is not a Parameters resource.'
        : 'The storage account of $import is not configured.',
    );
  }
  const job = context.data.jobs.add(
    { kind: 'import', request: requestUrl(call), input: {} },
    startWork(context, 2000, async () => {
      throw new Error(
        `Failed to read from ${account}: the sandbox has no storage accounts.`,
      );
    }),
  );
  return accepted(call, job);
}

function convertData(call: FhirCall): HttpResponse {
  const body = parseBody(call.body);
  const names =
    body.resourceType === 'Parameters'
      ? (body.parameter ?? []).map(({ name }) => name)
      : [];
  for (const name of [
    'inputData',
    'inputDataType',
    'templateCollectionReference',
    'rootTemplate',
  ]) {
    if (names.includes(name)) continue;
    throw new FhirError(
      400,
      'invalid',
      `The parameter '${name}' of $convert-data is missing.`,
    );
  }
  throw sandboxCannot('convert data: it has no templates', 501);
}

function bulkDelete(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): HttpResponse {
  if (call.path.startsWith('_operations')) {
    return jobStatus(context, call, interaction);
  }
  if (call.method !== 'DELETE') {
    throw new FhirError(405, 'not-supported', 'Use DELETE for $bulk-delete.');
  }
  requireAsync(call);
  const parameters = new URLSearchParams(call.parameters);
  for (const name of ['hardDelete', '_hardDelete']) parameters.delete(name);
  for (const name of notInBulkDelete) {
    if (!parameters.has(name)) continue;
    throw sandboxCannot(`delete in bulk with the parameter '${name}'`);
  }
  const query = parseSearch(
    context.model,
    interaction.resourceType,
    parameters,
    {
      defaultCount: Number.MAX_SAFE_INTEGER,
      maximumCount: Number.MAX_SAFE_INTEGER,
    },
  );
  const [first] = query.unsupported;
  if (first) throw new FhirError(400, 'not-supported', first.message);
  const { database, jobs } = context.data;
  const job = jobs.add(
    { kind: 'bulk-delete', request: requestUrl(call), input: {} },
    startWork(context, 1500, async () => {
      const { matches } = runSearch(database.store, query);
      for (const { resourceType, id = '' } of matches) {
        if (isHardDelete(call)) database.purge(resourceType, id);
        else await database.deleteResource(resourceType, id);
      }
      return {
        resourceType: 'Parameters',
        parameter: [
          { name: 'ResourceDeletedCount', valueInteger: matches.length },
        ],
      };
    }),
  );
  return accepted(call, job);
}

function validate(call: FhirCall, interaction: Interaction): HttpResponse {
  const body = parseBody(call.body);
  if (
    interaction.resourceType &&
    body.resourceType !== interaction.resourceType
  ) {
    return fhirResponse(
      200,
      operationOutcome(
        'error',
        'invalid',
        `Expected a ${interaction.resourceType}, found a ${body.resourceType}.`,
      ),
    );
  }
  return fhirResponse(
    200,
    operationOutcome(
      'information',
      'informational',
      'The resource type was checked; the sandbox has no profiles to check more.',
    ),
  );
}

function jobStatus(
  { data }: ServerContext,
  call: FhirCall,
  { name, id }: Interaction,
): HttpResponse {
  const job = data.jobs.get(name, id ?? '');
  if (!job) {
    throw new FhirError(404, 'not-found', `The job '${id}' was not found.`);
  }
  if (call.method === 'DELETE') {
    data.jobs.cancel(job);
    return { status: 202, headers: {}, body: '' };
  }
  if (job.failure) {
    throw new FhirError(job.failure.status, 'exception', job.failure.message);
  }
  if (job.status === 'Completed') return fhirResponse(200, Object(job.output));
  return { status: 202, headers: {}, body: '' };
}

function accepted(call: FhirCall, job: Job): HttpResponse {
  const location = `${call.baseUrl}/_operations/${job.kind}/${job.id}`;
  return { status: 202, headers: { 'content-location': location }, body: '' };
}

function requestUrl(call: FhirCall): string {
  const query = call.parameters.toString();
  return `${call.baseUrl}/${call.path}${query ? `?${query}` : ''}`;
}
