import { randomUUID } from 'node:crypto';
import { anonymousRoute } from './anonymousRoutes';
import { audit } from './auditLog';
import { claimValues, type Caller } from './authentication';
import { processBundle } from './bundle';
import { corsHeaders, preflight } from './crossOrigin';
import { FhirError, operationOutcome } from './fhirError';
import { fhirResponse } from './fhirResponse';
import { interactionOf, isHardDelete, type Interaction } from './interaction';
import { runOperation } from './operations';
import { restInteraction } from './restInteraction';
import { allowedActions, type DataAction } from './roles';
import type {
  FhirCall,
  HttpRequest,
  HttpResponse,
  ServerContext,
} from './serverContext';
import { nestedBundle } from './transactionRules';

/** Answers one request: the order of the steps is that of upstream's middleware. */
export async function handleRequest(
  context: ServerContext,
  request: HttpRequest,
): Promise<HttpResponse> {
  const call = readCall(context, request);
  const early = preflight(context, call);
  if (early) return withHeaders(early, context, call);
  if (tooManyRequests(context, call)) {
    return withHeaders(throttled(call), context, call);
  }
  context.runningRequests++;
  try {
    return withHeaders(await answer(context, call), context, call);
  } catch (error) {
    return withHeaders(refusal(context, call, error), context, call);
  } finally {
    context.runningRequests--;
  }
}

async function answer(
  context: ServerContext,
  call: FhirCall,
): Promise<HttpResponse> {
  const anonymous = anonymousRoute(context, call);
  if (anonymous) return anonymous;
  const interaction = interactionFor(context, call);
  const started = context.clock.now();
  const executed = (status: number) =>
    audit(context, call, {
      action: 'Executed',
      interaction,
      status,
      milliseconds: context.clock.now() - started,
    });
  try {
    await authenticate(context, call);
    audit(context, call, { action: 'Executing', interaction });
    const response = await perform(context, call, interaction);
    executed(response.status);
    return response;
  } catch (error) {
    executed(error instanceof FhirError ? error.status : 500);
    throw error;
  }
}

async function perform(
  context: ServerContext,
  call: FhirCall,
  interaction: Interaction | undefined,
): Promise<HttpResponse> {
  if (!interaction) throw noRoute(call);
  requireActions(call, interaction, allowed(context, call.caller));
  if (interaction.name === 'batch' || interaction.name === 'transaction') {
    if (call.isEntry) throw nestedBundle();
    const answered = await processBundle(context, call, (scoped, entry) =>
      perform(scoped, entry, interactionFor(scoped, entry)),
    );
    return fhirResponse(200, answered);
  }
  const isOperation = call.path.includes('$') || call.path.startsWith('_op');
  if (isOperation) return runOperation(context, call, interaction);
  return restInteraction(context, call, interaction);
}

function interactionFor({ model }: ServerContext, call: FhirCall) {
  return interactionOf(model, call.method, call.path, bundleType(call));
}

async function authenticate(
  context: ServerContext,
  call: FhirCall,
): Promise<void> {
  if (call.parameters.has('access_token')) {
    throw new FhirError(
      400,
      'invalid',
      'An access token must not be part of the URL.',
    );
  }
  if (!context.configuration.flag('FhirServer:Security:Enabled')) return;
  call.caller = await context.authentication.authenticate(
    call.headers.authorization,
  );
}

/** What the caller may do; undefined: everything. */
function allowed(
  { configuration, roles }: ServerContext,
  caller: Caller | undefined,
): Set<DataAction> | undefined {
  const checked =
    caller && configuration.flag('FhirServer:Security:Authorization:Enabled');
  if (!checked) return undefined;
  const claim =
    configuration.text('FhirServer:Security:Authorization:RolesClaim') ??
    'roles';
  return allowedActions(roles, claimValues(caller, claim));
}

/** Throws 403 unless all actions of one of the needed sets are allowed. */
function requireActions(
  call: FhirCall,
  { name, needs }: Interaction,
  may: Set<DataAction> | undefined,
): void {
  if (!may || needs.length === 0) return;
  const isHard = /delete$/.test(name) && isHardDelete(call);
  const isConditionalCreate =
    name === 'create' && call.headers['if-none-exist'];
  const sets: DataAction[][] = isConditionalCreate
    ? [
        ['read', 'write'],
        ['search', 'create'],
      ]
    : needs.map(set => (isHard ? [...set, 'hardDelete'] : set));
  if (sets.some(set => set.every(action => may.has(action)))) return;
  throw new FhirError(403, 'forbidden', 'Authorization failed.');
}

function readCall(context: ServerContext, request: HttpRequest): FhirCall {
  const { configuration } = context;
  const forwarded = configuration.flag('ASPNETCORE_FORWARDEDHEADERS_ENABLED');
  const { headers } = request;
  const scheme = (forwarded && headers['x-forwarded-proto']) || 'http';
  const host = (forwarded && headers['x-forwarded-host']) || headers.host || '';
  const url = new URL(request.url.replace(/^\/+/, '/'), 'http://server');
  return {
    method: request.method,
    path: decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, ''),
    parameters: url.searchParams,
    headers,
    // A byte order mark is no part of the JSON.
    body: request.body.replace(/^\uFEFF/, ''),
    baseUrl: `${scheme}://${host}`,
    correlationId: headers['x-request-id'] ?? randomUUID(),
  };
}

/** The audit log names the kind of bundle before the bundle is read. */
function bundleType(call: FhirCall): string | undefined {
  if (call.path !== '' || call.method !== 'POST') return undefined;
  try {
    const { type } = Object(JSON.parse(call.body));
    return type;
  } catch {
    return undefined;
  }
}

/** Upstream never goes below 75 parallel requests on SQL. */
function tooManyRequests(context: ServerContext, call: FhirCall): boolean {
  const { configuration } = context;
  if (!configuration.flag('FhirServer:Throttling:Enabled')) return false;
  if (call.path === 'health/check') return false;
  const limit = configuration.number(
    'FhirServer:Throttling:ConcurrentRequestLimit',
    0,
  );
  return context.runningRequests >= Math.max(limit, 75);
}

function throttled(call: FhirCall): HttpResponse {
  return fhirResponse(
    429,
    operationOutcome(
      'error',
      'throttled',
      'The request was throttled because too many requests are being processed.',
      call.correlationId,
    ),
    { 'retry-after': '1', 'x-ms-retry-after-ms': '500' },
  );
}

function noRoute(call: FhirCall): FhirError {
  return new FhirError(
    404,
    'not-found',
    `The requested route was not found: ${call.method} /${call.path}`,
  );
}

function refusal(
  context: ServerContext,
  call: FhirCall,
  error: unknown,
): HttpResponse {
  if (error instanceof FhirError) {
    return fhirResponse(
      error.status,
      operationOutcome('error', error.code, error.message, call.correlationId),
      error.headers,
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  context.log.error(
    'Microsoft.Health.Fhir.Api.Features.Exceptions.BaseExceptionMiddleware',
    `Unhandled exception: ${message}`,
  );
  return fhirResponse(
    500,
    operationOutcome(
      'error',
      'exception',
      'There was an error processing your request.',
      call.correlationId,
    ),
  );
}

function withHeaders(
  response: HttpResponse,
  context: ServerContext,
  call: FhirCall,
): HttpResponse {
  return {
    ...response,
    headers: {
      'x-request-id': call.correlationId,
      'x-instance-id': context.instanceId,
      ...corsHeaders(context, call),
      ...response.headers,
    },
  };
}
