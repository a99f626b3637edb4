import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import {
  parseJson,
  readBody,
  sendJson,
  type AzureState,
} from '@fhir-on-aks/sandbox-azure';
import {
  faultKinds,
  type Fault,
  type Faults,
  type Clock,
  type ObjectStore,
} from '@fhir-on-aks/sandbox-kubernetes';
import { provokeRollout, showsInRollout } from './faultEffects';
import { issueToken, TokenRequest, TokenRequestError } from './issueToken';
import { findInstance, UnknownInstanceError } from './knownInstances';

/** Path of the control API beside the Kubernetes API. */
export const controlPath = '/sandbox';

/** What the control API works with. */
export interface ControlOptions {
  /** Asked at each request: the Kubernetes API is made with this handler. */
  store: () => ObjectStore;
  faults: Faults;
  clock: Clock;
  azure: AzureState;
  /** `https://127.0.0.1:7010` */
  authorityHost: string;
}

class BadRequest extends Error {}

const FaultRequest = z.strictObject({
  kind: z.enum(faultKinds, {
    error: ({ input }) =>
      `there is no fault "${String(input)}"; say one of ${faultKinds.join(', ')}`,
  }),
  instance: z.string().min(1).optional(),
});

/** Switches faults and issues tokens. The handler says true when the request was for it. */
export function createControlApi(options: ControlOptions) {
  return (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): boolean => {
    if (!url.pathname.startsWith(`${controlPath}/`)) return false;
    answer(options, request, url).then(
      body => sendJson(response, 200, body),
      (error: unknown) => refuse(response, error),
    );
    return true;
  };
}

async function answer(
  options: ControlOptions,
  request: IncomingMessage,
  url: URL,
): Promise<object> {
  const { method } = request;
  switch (`${method} ${url.pathname.slice(controlPath.length)}`) {
    case 'GET /faults':
      return list(options);
    case 'POST /faults':
      return addFault(options, parse(FaultRequest, await jsonBody(request)));
    case 'DELETE /faults':
      return removeFaults(options, url.searchParams);
    case 'POST /tokens':
      return issueToken(
        { ...options, store: options.store() },
        parse(TokenRequest, await jsonBody(request)),
      );
    default:
      throw new BadRequest(
        `The sandbox does not answer ${method} ${url.pathname}: it has GET, POST and DELETE ${controlPath}/faults and POST ${controlPath}/tokens.`,
      );
  }
}

function list({ faults }: ControlOptions) {
  return { kinds: faultKinds, faults: faults.list() };
}

function addFault(
  options: ControlOptions,
  { kind, instance }: z.infer<typeof FaultRequest>,
) {
  const { faults, clock } = options;
  const store = options.store();
  const fault: Fault = instance
    ? { kind, instance: instanceFor(store, kind, instance) }
    : { kind };
  faults.add(fault);
  if (showsInRollout(fault)) provokeRollout(store, fault, clock.now());
  return list(options);
}

function removeFaults(options: ControlOptions, query: URLSearchParams) {
  const { faults, clock } = options;
  const store = options.store();
  const kind = query.get('kind') || undefined;
  const instance = query.get('instance') || undefined;
  const before = faults.list();
  faults.remove({
    ...(kind ? { kind: parse(FaultRequest, { kind }).kind } : {}),
    ...(instance ? { instance: findInstance(store, instance) } : {}),
  });
  const left = faults.list();
  // A server that was degraded is asked again by its operator when it has new pods.
  for (const fault of before) {
    if (fault.kind === 'degraded' && !left.includes(fault)) {
      provokeRollout(store, fault, clock.now());
    }
  }
  return list(options);
}

/** Faults of the APIs are for everybody. */
function instanceFor(
  store: ObjectStore,
  kind: Fault['kind'],
  instance: string,
): string {
  if (/^(api|arm)-/.test(kind)) {
    throw new BadRequest(
      `The fault ${kind} is for the whole sandbox: leave the instance out.`,
    );
  }
  return findInstance(store, instance);
}

async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request, 100_000);
  return text ? parseJson(text) : {};
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
  );
  throw new BadRequest(`The request is not right. ${issues.join('. ')}.`);
}

function refuse(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isTheirs =
    error instanceof BadRequest ||
    error instanceof UnknownInstanceError ||
    error instanceof TokenRequestError ||
    error instanceof RangeError;
  sendJson(response, isTheirs ? 400 : 500, { message });
}
