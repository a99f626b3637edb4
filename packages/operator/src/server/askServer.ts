import type { ServerReading } from '@fhir-on-aks/plugin-fhir-common';
import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import type { AskServer } from './ServerChecks';
import type { ServerTarget } from './serverTarget';
import { readCapability, readHealth, type HttpAnswer } from './serverAnswer';

const TIMEOUT_MS = 10_000;
const LARGEST_ANSWER = 16 * 1024 * 1024; // a CapabilityStatement has some megabytes

/** How servers are asked over HTTP. Close it at the end. */
export function httpServerAsker(): { ask: AskServer; close(): Promise<void> } {
  const agents = new Map<string, Agent>();
  const agentFor = (connectTo = ''): Agent => {
    const agent = agents.get(connectTo) ?? agentTo(connectTo);
    agents.set(connectTo, agent);
    return agent;
  };
  return {
    ask: (target, wants, signal) =>
      askServer(target, wants, agentFor(target.connectTo), signal),
    close: async () => {
      await Promise.all([...agents.values()].map(agent => agent.destroy()));
    },
  };
}

async function askServer(
  target: ServerTarget,
  { statement }: { statement: boolean },
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<ServerReading> {
  const get = (path: string) => fetchText(target, path, dispatcher, signal);
  const health = readHealth(await get('/health/check'));
  if (health.health !== 'Healthy' || !statement) return health;
  return { ...health, ...readCapability(await get('/metadata')) };
}

async function fetchText(
  { url, headers }: ServerTarget,
  path: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  try {
    const { statusCode, body } = await request(
      `${url.replace(/\/$/, '')}${path}`,
      {
        dispatcher,
        headers: { accept: 'application/json', ...headers },
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: AbortSignal.any([signal, AbortSignal.timeout(2 * TIMEOUT_MS)]),
      },
    );
    return { code: statusCode, text: await bounded(body) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

async function bounded(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** Without an address or a time, so that the sentence stays the same while the cause does. */
function failureOf(error: unknown): string {
  const code = String(Object(error).code ?? '');
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection is refused';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection breaks';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name is not known';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return `no answer within ${TIMEOUT_MS / 1000} s`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function agentTo(connectTo: string): Agent {
  const options = {
    connections: 2,
    keepAliveTimeout: 1_000,
    keepAliveMaxTimeout: 1_000,
  };
  if (!connectTo) {
    return new Agent({ ...options, connect: { timeout: TIMEOUT_MS } });
  }
  const connect = buildConnector({ timeout: TIMEOUT_MS });
  const [hostname = '', port = ''] = connectTo.split(':');
  return new Agent({
    ...options,
    connect: (opened, done) =>
      connect({ ...opened, hostname, port, host: connectTo }, done),
  });
}
