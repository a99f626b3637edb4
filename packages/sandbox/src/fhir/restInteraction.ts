import { FhirRouter } from '@medplum/fhir-router';
import { getStatus, isOperationOutcome } from '@medplum/core';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import { processBundle } from './bundle';
import { FhirError } from './fhirError';
import { fhirResponse, versionHeaders } from './fhirResponse';
import { historyBundle } from './historyBundle';
import type { Interaction } from './interaction';
import { parseBody } from './parseBody';
import type { DataAction } from './roles';
import { searchBundle } from './searchBundle';
import type { FhirCall, HttpResponse, ServerContext } from './serverContext';

const router = new FhirRouter();
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Create, read, update, search, history, batch and transaction. */
export async function restInteraction(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
  may: Set<DataAction> | undefined,
): Promise<HttpResponse> {
  requireJson(call);
  switch (interaction.name) {
    case 'search-type':
    case 'search-system':
      return fhirResponse(200, searchBundle(context, call, interaction));
    case 'history-system':
    case 'history-type':
    case 'history-instance':
      return fhirResponse(200, historyBundle(context, call, interaction));
    case 'batch':
    case 'transaction':
      return fhirResponse(
        200,
        await processBundle(context, call, interaction, may),
      );
    default:
      return route(context, call, interaction);
  }
}

/** Single resources go through the router of @medplum/fhir-router. */
async function route(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  if (call.parameters.get('hardDelete') === 'true') {
    return hardDelete(context, interaction);
  }
  const method = methods.find(one => one === call.method);
  if (!method) {
    throw new FhirError(405, 'not-supported', 'The method is not supported.');
  }
  const query = call.parameters.toString();
  const existed =
    interaction.id !== undefined &&
    context.data.database.store.last(
      interaction.resourceType ?? '',
      interaction.id,
    ) !== undefined;
  const [outcome, resource] = await router.handleRequest(
    {
      method,
      url: query ? `${call.path}?${query}` : call.path,
      pathname: '',
      params: {},
      query: {},
      body: call.body ? parseBody(call.body) : undefined,
      headers: call.headers,
    },
    context.data.database,
  );
  const status = getStatus(outcome);
  if (status >= 400) throw refused(outcome, status, interaction);
  return respond(call, { method, status, existed, resource });
}

function respond(
  call: FhirCall,
  result: {
    method: string;
    status: number;
    existed: boolean;
    resource: Resource | undefined;
  },
): HttpResponse {
  const { method, resource } = result;
  if (method === 'DELETE' || !resource) {
    return { status: 204, headers: {}, body: '' };
  }
  const made =
    (method === 'PUT' && !result.existed && resource.meta?.versionId === '1') ||
    result.status === 201;
  const location = `${call.baseUrl}/${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId}`;
  const headers = {
    ...versionHeaders(resource),
    ...(made ? { location } : {}),
  };
  const minimal = /return=minimal/.test(call.headers.prefer ?? '');
  return fhirResponse(
    made ? 201 : 200,
    minimal ? undefined : resource,
    headers,
  );
}

async function hardDelete(
  { data }: ServerContext,
  { resourceType, id }: Interaction,
): Promise<HttpResponse> {
  if (resourceType && id) data.database.store.purge(resourceType, id);
  return { status: 204, headers: {}, body: '' };
}

function requireJson(call: FhirCall): void {
  const format = call.parameters.get('_format') ?? call.headers.accept ?? '';
  if (/xml/.test(format) && !/json|\*\/\*/.test(format)) {
    throw new FhirError(
      406,
      'not-supported',
      'The sandbox answers in JSON only.',
    );
  }
  if (/xml/.test(call.headers['content-type'] ?? '')) {
    throw new FhirError(415, 'not-supported', 'The sandbox takes JSON only.');
  }
}

function refused(
  outcome: OperationOutcome,
  status: number,
  { resourceType, id }: Interaction,
): FhirError {
  const what = `Resource type '${resourceType}' with id '${id}'`;
  if (status === 404) {
    return new FhirError(404, 'not-found', `${what} couldn't be found.`);
  }
  if (status === 410) {
    return new FhirError(410, 'deleted', `${what} has been deleted.`);
  }
  const [issue] = isOperationOutcome(outcome) ? (outcome.issue ?? []) : [];
  return new FhirError(
    status,
    issue?.code ?? 'processing',
    issue?.details?.text ?? issue?.diagnostics ?? 'The request was refused.',
  );
}
