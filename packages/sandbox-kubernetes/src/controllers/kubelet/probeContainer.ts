import type { Container, HTTPGetAction, Probe } from 'kubernetes-types/core/v1';
import type { ContainerProcess } from '../containerRuntime';

/** Undefined: the probe passed. Otherwise why it did not, in the kubelet's words. */
export type ProbeFailure = string | undefined;

/** Runs a probe once. */
export async function probeContainer(
  process: ContainerProcess,
  container: Container,
  probe: Probe,
  podIP: string,
): Promise<ProbeFailure> {
  if (probe.httpGet) {
    return probeHttp(process, container, probe.httpGet, podIP);
  }
  if (probe.tcpSocket) {
    const port = portNumber(container, probe.tcpSocket.port);
    const answer = await process.request(port, get('/', podIP, port, []));
    return answer ? undefined : refused(podIP, port);
  }
  return 'the sandbox runs no exec and no gRPC probes: use httpGet or tcpSocket';
}

async function probeHttp(
  process: ContainerProcess,
  container: Container,
  { port: named, path = '/', httpHeaders = [] }: HTTPGetAction,
  podIP: string,
): Promise<ProbeFailure> {
  const port = portNumber(container, named);
  const request = get(path, podIP, port, httpHeaders);
  const answer = await process.request(port, request);
  if (!answer) {
    return `Get "http://${podIP}:${port}${path}": ${refused(podIP, port)}`;
  }
  const good = answer.status >= 200 && answer.status < 400;
  return good
    ? undefined
    : `HTTP probe failed with statuscode: ${answer.status}`;
}

function get(
  path: string,
  podIP: string,
  port: number,
  headers: { name: string; value: string }[],
) {
  const given = headers.map(({ name, value }) => [name.toLowerCase(), value]);
  return {
    method: 'GET',
    url: path.startsWith('/') ? path : `/${path}`,
    headers: {
      host: `${podIP}:${port}`,
      'user-agent': 'kube-probe/1.36',
      ...Object.fromEntries(given),
    },
    body: '',
  };
}

/** A port by its number or its name. */
export function portNumber(
  { ports }: Container,
  port: number | string,
): number {
  if (typeof port === 'number') return port;
  const named = ports?.find(({ name }) => name === port);
  return named?.containerPort ?? Number(port);
}

function refused(podIP: string, port: number): string {
  return `dial tcp ${podIP}:${port}: connect: connection refused`;
}
