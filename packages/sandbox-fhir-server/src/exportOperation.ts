import type { Resource } from '@medplum/fhirtypes';
import { FhirError, sandboxCannot } from './fhirError';
import { fhirResponse } from './fhirResponse';
import type { Interaction } from './interaction';
import type { Job } from './JobQueue';
import { resourceNotSupported } from './searchControl';
import type { FhirCall, HttpResponse, ServerContext } from './serverContext';
import { startWork } from './startWork';

const known = new Set([
  '_outputFormat',
  '_since',
  '_till',
  '_type',
  '_typeFilter',
  '_container',
  '_format',
  '_isParallel',
  'includeAssociatedData',
  '_maxCount',
]);

const notInTheSandbox = [
  '_typeFilter',
  '_container',
  '_format',
  'includeAssociatedData',
];

/** Files of an export by resource type; the sandbox serves them itself, a real server writes them to the storage account. */
interface ExportOutput {
  files: Record<string, Resource[]>;
}

/** Start, poll, cancel and the files of a bulk export. */
export async function exportOperation(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  if (!call.path.startsWith('_operations')) {
    return startExport(context, call, interaction);
  }
  const [, , id = '', file] = call.path.split('/');
  const job = context.data.jobs.get('export', id);
  if (!job || job.status === 'Canceled') {
    throw new FhirError(
      404,
      'not-found',
      `The export job '${id}' was not found.`,
    );
  }
  if (call.method === 'DELETE') {
    context.data.jobs.cancel(job);
    return { status: 202, headers: {}, body: '' };
  }
  if (file) return exportFile(job, file);
  if (job.failure) {
    throw new FhirError(job.failure.status, 'exception', job.failure.message);
  }
  if (job.status !== 'Completed') {
    return { status: 202, headers: {}, body: '' };
  }
  return fhirResponse(200, manifest(call, job), {
    'content-type': 'application/json; charset=utf-8',
  });
}

function startExport(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): HttpResponse {
  checkHeaders(call);
  for (const name of call.parameters.keys()) {
    if (known.has(name)) continue;
    throw new FhirError(
      400,
      'invalid',
      `The query parameter '${name}' is not supported.`,
    );
  }
  if (call.parameters.has('_typeFilter') && !call.parameters.has('_type')) {
    throw new FhirError(
      400,
      'invalid',
      'The _type parameter must be included when using the _typeFilter parameter.',
    );
  }
  for (const name of notInTheSandbox) {
    if (!call.parameters.has(name)) continue;
    throw sandboxCannot(`export with the parameter '${name}'`);
  }
  requireScope(context, call, interaction);
  const { configuration, data } = context;
  const query = call.parameters.toString();
  const job = data.jobs.add(
    {
      kind: 'export',
      request: `${call.baseUrl}/${call.path}${query ? `?${query}` : ''}`,
      input: {},
    },
    startWork(context, 2000, async () => {
      const account =
        configuration.text('FhirServer:Operations:Export:StorageAccountUri') ||
        configuration.text(
          'FhirServer:Operations:Export:StorageAccountConnection',
        );
      if (!account) {
        throw new Error('The storage account of $export is not configured.');
      }
      return { files: collect(context, call, interaction) };
    }),
  );
  const location = `${call.baseUrl}/_operations/export/${job.id}`;
  return { status: 202, headers: { 'content-location': location }, body: '' };
}

/** Only what the sandbox can select: everything or the patients, some types, a span of time, as NDJSON. */
function requireScope(
  { model }: ServerContext,
  { parameters }: FhirCall,
  { resourceType }: Interaction,
): void {
  if (resourceType === 'Group') throw sandboxCannot('export a Group', 501);
  if (resourceType && resourceType !== 'Patient') {
    throw new FhirError(
      400,
      'invalid',
      `Requested operation does not support resource type: ${resourceType}.`,
    );
  }
  const format = parameters.get('_outputFormat') ?? 'ndjson';
  if (!/ndjson$/.test(format)) {
    throw sandboxCannot(`export with _outputFormat=${format}`);
  }
  for (const type of parameters.get('_type')?.split(',') ?? []) {
    if (!model.has(type)) throw resourceNotSupported(type);
  }
  for (const name of ['_since', '_till']) {
    const time = parameters.get(name);
    if (time === null || !Number.isNaN(Date.parse(time))) continue;
    throw new FhirError(400, 'invalid', `Malformed search value '${time}'.`);
  }
}

function checkHeaders({ headers, method }: FhirCall): void {
  if (method !== 'GET') {
    throw new FhirError(405, 'not-supported', 'Use GET for $export.');
  }
  if (headers.accept !== 'application/fhir+json') {
    throw new FhirError(
      400,
      'invalid',
      "The header 'Accept' must be 'application/fhir+json'.",
    );
  }
  if (headers.prefer !== 'respond-async') {
    throw new FhirError(
      400,
      'invalid',
      "The header 'Prefer' must be 'respond-async'.",
    );
  }
}

function collect(
  { data }: ServerContext,
  { parameters }: FhirCall,
  { resourceType }: Interaction,
): Record<string, Resource[]> {
  const types = parameters.get('_type')?.split(',');
  const since = parameters.get('_since');
  const till = parameters.get('_till');
  const files: Record<string, Resource[]> = {};
  for (const resource of data.database.store.current()) {
    const type = resource.resourceType;
    if (types && !types.includes(type)) continue;
    if (resourceType && !ofPatient(resource)) continue;
    const updated = Date.parse(resource.meta?.lastUpdated ?? '');
    if (since && updated < Date.parse(since)) continue;
    if (till && updated >= Date.parse(till)) continue;
    (files[type] ??= []).push(resource);
  }
  return files;
}

/** Whether the resource is a patient or speaks of one: what Patient and Group exports take. */
function ofPatient(resource: Resource): boolean {
  return (
    resource.resourceType === 'Patient' ||
    JSON.stringify(resource).includes('"reference":"Patient/')
  );
}

function manifest(call: FhirCall, job: Job) {
  const { files } = outputOf(job);
  return {
    transactionTime: new Date(job.queuedAt).toISOString(),
    request: job.request,
    requiresAccessToken: false,
    output: Object.entries(files).map(([type, resources]) => ({
      type,
      url: `${call.baseUrl}/_operations/export/${job.id}/${type}-1.ndjson`,
      count: resources.length,
    })),
    error: [],
    issues: [],
  };
}

function exportFile(job: Job, file: string): HttpResponse {
  const resources = outputOf(job).files[file.replace(/-1\.ndjson$/, '')];
  if (!resources) {
    throw new FhirError(404, 'not-found', `The file '${file}' was not found.`);
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/fhir+ndjson' },
    body: resources.map(one => `${JSON.stringify(one)}\n`).join(''),
  };
}

function outputOf(job: Job): ExportOutput {
  return (job.output ?? { files: {} }) as ExportOutput;
}
