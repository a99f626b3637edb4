import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  type ClusterClient,
  ClusterUnreachableError,
  KubernetesApiError,
} from '@fhir-on-aks/kube';
import type { Request, Response } from 'express';
import type { InstanceAccess } from '@fhir-on-aks/plugin-fhir-node';
import { podContainers } from '../detail/podContainers';
import { ClusterNotReadyError } from '../errors';
import type { FleetCache, Located } from '../fleet/FleetCache';
import type { FollowLimit } from './FollowLimit';
import { LogQuery, type LogRequest } from './logQuery';
import { parseQuery } from './parseQuery';
import { parseTarget } from './parseTarget';
import { streamLines } from './streamLines';

/** An answer is cut after this; a followed log ends after an hour, and the page begins anew. */
const MOST_BYTES = 32 * 1024 * 1024;
const FOLLOW_MS = 60 * 60 * 1_000;

interface LogRoute {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  fleet: FleetCache;
  access: InstanceAccess;
  follows: FollowLimit;
}

/** `GET …/logs`: authorize, parse, stream. Each reading is an audit event. */
export function readLogs(route: LogRoute) {
  return async (request: Request, response: Response): Promise<void> => {
    const credentials = await route.httpAuth.credentials(request);
    const located = route.fleet.locate(parseTarget(request));
    const may = await route.access.decide(['read', 'logs'], credentials);
    route.access.check('read', may.read, located.instance);
    route.access.check('logs', may.logs, located.instance);
    const query = parseQuery(LogQuery, request.query);
    const { pod, container, previous, follow } = query;
    const audit = await route.auditor.createEvent({
      eventId: 'fhir-logs-read',
      severityLevel: 'medium',
      request,
      meta: {
        instance: located.instance.id,
        pod,
        previous,
        follow,
        ...(container ? { container } : {}),
      },
    });
    try {
      const client = clientFor(located, query);
      const leave = follow
        ? route.follows.enter(callerOf(credentials))
        : undefined;
      try {
        await stream(client, located, query, response);
      } finally {
        leave?.();
      }
      await audit.success();
    } catch (error) {
      await audit.fail({ error: toError(error) });
      throw inWords(error, located, query);
    }
  };
}

async function stream(
  client: ClusterClient,
  { instance }: Located,
  { pod, ...options }: LogRequest,
  response: Response,
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const signal = options.follow
    ? AbortSignal.any([gone.signal, AbortSignal.timeout(FOLLOW_MS)])
    : gone.signal;
  await streamLines({
    lines: client.logs(
      { namespace: instance.namespace, name: pod },
      { ...options, signal },
    ),
    response,
    signal,
    mostBytes: MOST_BYTES,
  });
}

/** Only pods and containers of the instance itself; the cache knows them. */
function clientFor(
  { cache, instance }: Located,
  { pod: wanted, container }: LogRequest,
): ClusterClient {
  const pods = cache
    .snapshot(instance)
    .children.filter(({ kind }) => kind === 'Pod');
  const pod = pods.find(({ metadata }) => metadata.name === wanted);
  if (!pod) {
    const names = pods.map(({ metadata }) => metadata.name).join(', ');
    throw new NotFoundError(
      `FHIR server ${instance.id} has no pod '${wanted}'. It has: ${names || 'none'}.`,
    );
  }
  const containers = podContainers(pod);
  if (container && !containers.includes(container)) {
    throw new InputError(
      `container: pod ${wanted} has no container '${container}'; choose one of ${containers.join(', ')}`,
    );
  }
  if (!cache.client) throw new ClusterNotReadyError(cache.state());
  return cache.client;
}

/** What the API server says of a log that is not there yet is the caller's news, not a failure of the portal. */
function inWords(
  error: unknown,
  { cache }: Located,
  { pod, previous }: LogRequest,
): unknown {
  if (error instanceof ClusterUnreachableError) {
    return new ServiceUnavailableError(
      `Logs come from the cluster itself, and ${cache.cluster.name} cannot be reached now. Try again later.`,
      error,
    );
  }
  if (!(error instanceof KubernetesApiError)) return error;
  switch (error.code) {
    case 400:
      return new NotFoundError(
        previous
          ? `Pod ${pod} has no previous log: its container did not restart.`
          : `Pod ${pod} has no log yet: ${error.status.message ?? error.message}`,
      );
    case 403:
      return new ServiceUnavailableError(
        `The portal may not read logs in cluster ${cache.cluster.name}. The platform team grants its account get on pods/log.`,
      );
    case 404:
      return new NotFoundError(`Pod ${pod} is gone. Choose another pod.`);
    default:
      return error;
  }
}

function callerOf({ principal }: BackstageCredentials): string {
  return String(
    Object(principal).userEntityRef ?? Object(principal).subject ?? 'unknown',
  );
}
