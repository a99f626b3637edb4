import { FhirError, sandboxCannot } from './fhirError';
import { fhirResponse } from './fhirResponse';
import type { Interaction } from './interaction';
import type { Job } from './JobQueue';
import { parseBody } from './fhirJson';
import type { FhirCall, HttpResponse, ServerContext } from './serverContext';
import { startWork } from './startWork';

const known = [
  'maximumNumberOfResourcesPerQuery',
  'maximumNumberOfResourcesPerWrite',
];

/** `POST /$reindex` starts or returns the running job, `GET` reads it, `DELETE` cancels it. */
export async function reindexOperation(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  if (call.path.startsWith('_operations')) {
    return jobOf(context, call, interaction.id ?? '');
  }
  if (interaction.resourceType) {
    throw sandboxCannot(
      'reindex single resources: its searches need no index',
      501,
    );
  }
  return call.method === 'POST'
    ? startReindex(context, call)
    : activeReindex(context, call);
}

function startReindex(context: ServerContext, call: FhirCall): HttpResponse {
  const body = parseBody(call.body);
  if (body.resourceType !== 'Parameters') {
    throw new FhirError(
      400,
      'invalid',
      'Reindex operation parameters must be specified as a FHIR Parameters resource.  Provided body in this request is not valid.',
    );
  }
  for (const { name = '' } of body.parameter ?? []) {
    if (known.includes(name)) continue;
    throw sandboxCannot(`reindex with the parameter '${name}'`);
  }
  const { jobs, database } = context.data;
  const input = Object.fromEntries(
    (body.parameter ?? []).map(one => [
      one.name,
      one.valueInteger ?? one.valueString ?? one.valueDecimal,
    ]),
  );
  const total = database.store.current().length;
  const job =
    jobs.active('reindex') ??
    jobs.add(
      {
        kind: 'reindex',
        request: `${call.baseUrl}/$reindex`,
        input: { ...input, total },
      },
      startWork(context, 4000, async () => ({})),
    );
  const location = `${call.baseUrl}/_operations/reindex/${job.id}`;
  return fhirResponse(201, reindexParameters(context, job), {
    'content-location': location,
    etag: `W/"${job.id}"`,
  });
}

function activeReindex(context: ServerContext, call: FhirCall): HttpResponse {
  const job = context.data.jobs.active('reindex');
  if (call.method === 'GET' && job) {
    return fhirResponse(200, reindexParameters(context, job));
  }
  throw new FhirError(
    405,
    'not-supported',
    'There is no active reindex job; start one with POST.',
  );
}

function jobOf(
  context: ServerContext,
  call: FhirCall,
  id: string,
): HttpResponse {
  const job = context.data.jobs.get('reindex', id);
  if (!job) {
    throw new FhirError(
      404,
      'not-found',
      `The reindex job '${id}' was not found.`,
    );
  }
  if (call.method === 'DELETE') {
    if (job.endedAt) {
      throw new FhirError(400, 'invalid', 'The reindex job has ended already.');
    }
    context.data.jobs.cancel(job);
    return fhirResponse(202, reindexParameters(context, job));
  }
  return fhirResponse(200, reindexParameters(context, job));
}

function reindexParameters({ configuration }: ServerContext, job: Job) {
  const total = Number(job.input.total ?? 0);
  const progress =
    job.status === 'Completed' ? 100 : Math.min(job.progress, 99.9);
  const time = (at: number | undefined) =>
    at === undefined ? undefined : new Date(at).toISOString();
  const setting = (name: string, otherwise: number) =>
    Number(
      job.input[name.charAt(0).toLowerCase() + name.slice(1)] ??
        configuration.number(
          `FhirServer:Operations:Reindex:${name}`,
          otherwise,
        ),
    );
  const parameter = [
    { name: 'id', valueString: job.id },
    { name: 'startTime', valueDateTime: time(job.startedAt) },
    { name: 'endTime', valueDateTime: time(job.endedAt) },
    { name: 'queuedTime', valueDateTime: time(job.queuedAt) },
    { name: 'totalResourcesToReindex', valueDecimal: total },
    {
      name: 'resourcesSuccessfullyReindexed',
      valueDecimal: Math.floor((total * progress) / 100),
    },
    { name: 'progress', valueDecimal: Math.round(progress * 10) / 10 },
    { name: 'status', valueString: job.status },
    {
      name: 'maximumNumberOfResourcesPerQuery',
      valueDecimal: setting('MaximumNumberOfResourcesPerQuery', 10_000),
    },
    {
      name: 'maximumNumberOfResourcesPerWrite',
      valueDecimal: setting('MaximumNumberOfResourcesPerWrite', 1000),
    },
  ];
  return {
    resourceType: 'Parameters',
    id: job.id,
    parameter: parameter.filter(
      one => !('valueDateTime' in one) || one.valueDateTime !== undefined,
    ),
  };
}
