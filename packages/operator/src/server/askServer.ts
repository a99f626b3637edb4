import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { HttpTimeoutError, readText, sendHttp } from '@fhir-on-aks/kube';
import {
  unreachable,
  type ServerReading,
} from '@fhir-on-aks/plugin-fhir-common';
import type { AskServer } from './ServerChecks';
import type { ServerTarget } from './serverTarget';
import { readCapability, readHealth, type HttpAnswer } from './serverAnswer';

const LARGEST_ANSWER = 16 * 1024 * 1024; // a CapabilityStatement has some megabytes

interface AskerTiming {
  /** Deadline of a request, and of every pause in its response; the whole response gets twice as long. */
  timeoutMs: number;
  /** How long an unused connection is kept. */
  idleMs: number;
}

const TIMING: AskerTiming = { timeoutMs: 10_000, idleMs: 1_000 };

/** Asks servers over HTTP. Close it at the end. */
export function httpServerAsker(timing: AskerTiming = TIMING): {
  ask: AskServer;
  close(): Promise<void>;
} {
  const { timeoutMs, idleMs } = timing;
  const options = { keepAlive: true, maxSockets: 2, timeout: idleMs };
  const plain = new PlainAgent(options);
  const secure = new SecureAgent(options);
  return {
    ask: (target, wants, signal) => {
      const agent = target.url.startsWith('https:') ? secure : plain;
      return askServer(target, wants, { agent, timeoutMs, signal });
    },
    close: async () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

interface Call {
  agent: PlainAgent;
  timeoutMs: number;
  signal: AbortSignal;
}

async function askServer(
  target: ServerTarget,
  { statement }: { statement: boolean },
  call: Call,
): Promise<ServerReading> {
  const get = (path: string) => fetchText(target, path, call);
  const health = readHealth(await get('/health/check'));
  if (health.health !== 'Healthy' || !statement) return health;
  return { ...health, ...readCapability(await get('/metadata')) };
}

async function fetchText(
  { url, headers, connectTo }: ServerTarget,
  path: string,
  { agent, timeoutMs, signal }: Call,
): Promise<HttpAnswer> {
  const [hostname = '', port = ''] = connectTo?.split(':') ?? [];
  try {
    const answer = await sendHttp(new URL(url.replace(/\/$/, '') + path), {
      headers: { accept: 'application/json', ...headers },
      agent,
      connectTo: connectTo ? { hostname, port } : undefined,
      timeoutMs,
      signal: AbortSignal.any([signal, AbortSignal.timeout(2 * timeoutMs)]),
    });
    const text = await readText(answer, LARGEST_ANSWER);
    return { code: answer.statusCode ?? 0, text };
  } catch (error) {
    return { failure: failureOf(error, timeoutMs) };
  }
}

/** Without an address or a time, so that the sentence stays the same while the cause does. */
function failureOf(error: unknown, timeoutMs: number): string {
  if (error instanceof HttpTimeoutError) return timeoutOf(error, timeoutMs);
  const code = String(Object(error).code ?? '');
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection is refused';
    case 'ECONNRESET':
      return 'the connection breaks';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name is not known';
    case 'ETIMEDOUT': // the operating system gave up first
      return 'no connection';
    case 'ABORT_ERR':
      return 'the answer takes too long';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function timeoutOf({ phase }: HttpTimeoutError, timeoutMs: number): string {
  const within = `within ${timeoutMs / 1000} s`;
  switch (phase) {
    case 'lookup':
      return `its name was not resolved ${within}`;
    case 'connection':
      return `no connection ${within}`;
    case 'response':
    case 'body':
      return `no answer ${within}`;
    default:
      return unreachable(phase);
  }
}
