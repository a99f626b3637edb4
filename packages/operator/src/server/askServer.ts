import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { readText, sendHttp } from '@fhir-on-aks/kube';
import type { ServerReading } from '@fhir-on-aks/plugin-fhir-common';
import type { AskServer } from './ServerChecks';
import type { ServerTarget } from './serverTarget';
import { readCapability, readHealth, type HttpAnswer } from './serverAnswer';

const TIMEOUT_MS = 10_000;
const IDLE_MS = 1_000;
const LARGEST_ANSWER = 16 * 1024 * 1024; // a CapabilityStatement has some megabytes

/** How servers are asked over HTTP. Close it at the end. */
export function httpServerAsker(): { ask: AskServer; close(): Promise<void> } {
  const options = { keepAlive: true, maxSockets: 2, timeout: IDLE_MS };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent(options);
  return {
    ask: (target, wants, signal) => {
      const agent = target.url.startsWith('https:') ? secure : plain;
      return askServer(target, wants, agent, signal);
    },
    close: async () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

async function askServer(
  target: ServerTarget,
  { statement }: { statement: boolean },
  agent: PlainAgent,
  signal: AbortSignal,
): Promise<ServerReading> {
  const get = (path: string) => fetchText(target, path, agent, signal);
  const health = readHealth(await get('/health/check'));
  if (health.health !== 'Healthy' || !statement) return health;
  return { ...health, ...readCapability(await get('/metadata')) };
}

async function fetchText(
  { url, headers, connectTo }: ServerTarget,
  path: string,
  agent: PlainAgent,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const [hostname = '', port = ''] = connectTo?.split(':') ?? [];
  try {
    const answer = await sendHttp(new URL(url.replace(/\/$/, '') + path), {
      headers: { accept: 'application/json', ...headers },
      agent,
      connectTo: connectTo ? { hostname, port } : undefined,
      silenceMs: TIMEOUT_MS,
      signal: AbortSignal.any([signal, AbortSignal.timeout(2 * TIMEOUT_MS)]),
    });
    const text = await readText(answer, LARGEST_ANSWER);
    return { code: answer.statusCode ?? 0, text };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

/** Without an address or a time, so that the sentence stays the same while the cause does. */
function failureOf(error: unknown): string {
  const code = String(Object(error).code ?? '');
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection is refused';
    case 'ECONNRESET':
      return 'the connection breaks';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name is not known';
    case 'ETIMEDOUT':
      return `no answer within ${TIMEOUT_MS / 1000} s`;
    case 'ABORT_ERR':
      return 'the answer takes too long';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
