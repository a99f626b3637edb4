import { FhirRouter } from '@medplum/fhir-router';
import { getStatus, isOperationOutcome } from '@medplum/core';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';
import { findByCriteria } from './conditional';
import { FhirError, sandboxCannot } from './fhirError';
import { parseBody } from './fhirJson';
import { fhirResponse, versionHeaders } from './fhirResponse';
import { historyBundle } from './historyBundle';
import { isHardDelete, type Interaction } from './interaction';
import { resolveReferences } from './resolveReferences';
import { searchBundle } from './searchBundle';
import type { FhirCall, HttpResponse, ServerContext } from './serverContext';

const router = new FhirRouter();
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Create, read, update, patch, delete, their conditional forms, search and history. */
export async function restInteraction(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
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
    case 'create':
      return create(context, call, interaction);
    case 'conditional-update':
    case 'conditional-patch':
    case 'conditional-delete':
      return conditional(context, call, interaction);
    case 'delete':
      return remove(context, call, interaction);
    default:
      return route(context, call, interaction);
  }
}

/** With If-None-Exist only when nothing fits the criteria yet. */
async function create(
  context: ServerContext,
  call: FhirCall,
  { resourceType = '' }: Interaction,
): Promise<HttpResponse> {
  const resource = readResource(context, call, resourceType);
  const criteria = call.headers['if-none-exist'];
  if (criteria) {
    const existing = findByCriteria(
      context,
      resourceType,
      new URLSearchParams(criteria),
    );
    if (existing) return respond(call, existing, false);
  }
  const { assignedId } = call;
  const created = await context.data.database.createResource(
    { ...resource, id: assignedId },
    { assignedId: assignedId !== undefined },
  );
  return respond(call, created, true);
}

/** A conditional interaction is the plain one on the resource that its criteria select. */
async function conditional(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  const { resourceType = '' } = interaction;
  const criteria = new URLSearchParams(call.parameters);
  for (const name of ['hardDelete', '_hardDelete']) criteria.delete(name);
  if (Number(criteria.get('_count') ?? 1) > 1) {
    throw sandboxCannot('delete several resources by criteria');
  }
  const found = findByCriteria(context, resourceType, criteria);
  const on = (id: string, body = call.body) => {
    const plain = { ...call, path: `${resourceType}/${id}`, body };
    return interaction.name === 'conditional-delete'
      ? remove(context, plain, { ...interaction, id })
      : route(context, plain, { ...interaction, id });
  };
  if (interaction.name === 'conditional-update') {
    const resource = readResource(context, call, resourceType);
    if (found && resource.id && resource.id !== found.id) {
      throw new FhirError(
        400,
        'invalid',
        `Found result with Id '${found.id}', which did not match the provided Id '${resource.id}'.`,
      );
    }
    const id = found?.id ?? resource.id ?? call.assignedId;
    if (id) return on(id, JSON.stringify({ ...resource, id }));
    const { 'if-none-exist': _unused, ...headers } = call.headers;
    return create(context, { ...call, headers }, interaction);
  }
  if (found?.id) return on(found.id);
  if (interaction.name === 'conditional-delete') return noContent();
  throw new FhirError(
    404,
    'not-found',
    `No resource of type '${resourceType}' fits the criteria.`,
  );
}

async function remove(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  if (call.parameters.get('_purge') === 'true') {
    throw sandboxCannot('delete only the history of a resource');
  }
  const { resourceType, id } = interaction;
  if (isHardDelete(call) && resourceType && id) {
    context.data.database.purge(resourceType, id);
    return noContent();
  }
  return route(context, call, interaction);
}

/** Single resources go through the router of @medplum/fhir-router. */
async function route(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction,
): Promise<HttpResponse> {
  const method = methods.find(one => one === call.method);
  if (!method) {
    throw new FhirError(405, 'not-supported', 'The method is not supported.');
  }
  const { resourceType = '', id = '' } = interaction;
  const { database } = context.data;
  const existed = database.store.last(resourceType, id) !== undefined;
  const [outcome, resource] = await router.handleRequest(
    {
      method,
      url: call.path,
      pathname: '',
      params: {},
      query: {},
      body: routeBody(context, call, interaction),
      headers: call.headers,
    },
    database,
  );
  const status = getStatus(outcome);
  if (status >= 400) throw refused(outcome, status, interaction);
  if (method === 'DELETE' || !resource) return noContent();
  return respond(call, resource, method === 'PUT' && !existed);
}

function routeBody(
  context: ServerContext,
  call: FhirCall,
  { resourceType = '', id }: Interaction,
): Resource | undefined {
  if (call.method === 'PATCH') return parseBody(call.body);
  if (call.method !== 'PUT') return undefined;
  const resource = readResource(context, call, resourceType);
  if (resource.id !== id) {
    throw new FhirError(
      400,
      'invalid',
      resource.id
        ? 'Id in the URL must match id in the resource.'
        : 'Id must be specified in the resource.',
    );
  }
  return resource;
}

function readResource(
  context: ServerContext,
  call: FhirCall,
  resourceType: string,
): Resource {
  const resource = parseBody(call.body);
  if (resource.resourceType !== resourceType) {
    throw new FhirError(
      400,
      'invalid',
      'Resource type in the URL must match resourceType in the resource.',
    );
  }
  resolveReferences(context, resource);
  return resource;
}

function respond(
  call: FhirCall,
  resource: Resource,
  isNew: boolean,
): HttpResponse {
  const location = `${call.baseUrl}/${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId}`;
  const headers = {
    ...versionHeaders(resource),
    ...(isNew ? { location } : {}),
  };
  const minimal = /return=minimal/.test(call.headers.prefer ?? '');
  return fhirResponse(
    isNew ? 201 : 200,
    minimal ? undefined : resource,
    headers,
  );
}

function noContent(): HttpResponse {
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
