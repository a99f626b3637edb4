import type { Container, HTTPGetAction, Probe } from 'kubernetes-types/core/v1';
import type { Fhir } from '../api/fhir';
import { PORTS } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import { publicUrl } from './publicUrl';

type Probes = Pick<
  Container,
  'startupProbe' | 'readinessProbe' | 'livenessProbe'
>;

/**
 * Startup waits ten minutes, because the port stays closed while the database schema is made. Readiness asks
 * `/health/check`, which reads the database. Liveness does not: a database outage must not restart every pod.
 */
export function probes(fhir: Fhir, settings: OperatorSettings): Probes {
  const health = get('/health/check', fhir, settings);
  return {
    startupProbe: probe(health, 5, 120, 10),
    readinessProbe: probe(health, 10, 3, 10),
    livenessProbe: probe(get('/$versions', fhir, settings), 20, 6, 5),
  };
}

function probe(
  httpGet: HTTPGetAction,
  periodSeconds: number,
  failureThreshold: number,
  timeoutSeconds: number,
): Probe {
  return {
    httpGet,
    periodSeconds,
    failureThreshold,
    timeoutSeconds,
    successThreshold: 1,
  };
}

// The server takes the base address of its background jobs from the first request that it sees: the probe's.
function get(
  path: string,
  fhir: Fhir,
  settings: OperatorSettings,
): HTTPGetAction {
  const url = publicUrl(fhir.spec, settings);
  return {
    path,
    port: PORTS.http.name,
    scheme: 'HTTP',
    ...(url ? { httpHeaders: forwardedHeaders(url) } : {}),
  };
}

function forwardedHeaders(url: string) {
  const [scheme = 'https', authority = ''] = url.split('://');
  return [
    { name: 'Host', value: authority.split('/')[0] ?? authority },
    { name: 'X-Forwarded-Proto', value: scheme },
  ];
}
