import https from 'node:https';
import { CommandError } from '../CommandError';
import { EXIT } from '../exitCodes';
import { type Json } from '../input/json';
import type { SandboxAddress } from './findSandbox';
import { isRecord } from '@fhir-on-aks/plugin-fhir-common';

/** The faults of the sandbox: those that there are, and those that are on. */
export interface FaultList {
  kinds: string[];
  faults: Array<{ kind: string; instance?: string }>;
}

/** A token for a FHIR server of the sandbox. */
export interface SandboxToken {
  accessToken: string;
  expiresIn: number;
  audience: string;
}

/** Switches faults of a running sandbox and lets it issue tokens. */
export class SandboxControl {
  constructor(
    private readonly address: SandboxAddress,
    private readonly signal: AbortSignal,
  ) {}

  async faults(): Promise<FaultList> {
    return parseFaults(await this.call('GET', '/faults'));
  }

  async addFault(kind: string, instance?: string): Promise<FaultList> {
    return parseFaults(await this.call('POST', '/faults', { kind, instance }));
  }

  /** Without a kind: all of them. */
  async removeFault(kind?: string, instance?: string): Promise<FaultList> {
    const query = new URLSearchParams({
      ...(kind && { kind }),
      ...(instance && { instance }),
    });
    return parseFaults(await this.call('DELETE', `/faults?${query}`));
  }

  async token(request: object): Promise<SandboxToken> {
    const answer = await this.call('POST', '/tokens', request);
    return {
      ...answer,
      accessToken: String(answer.accessToken),
      expiresIn: Number(answer.expiresIn),
      audience: String(answer.audience),
    };
  }

  private async call(
    method: string,
    path: string,
    body?: object,
  ): Promise<Json> {
    const { status, text } = await this.send(method, path, body);
    const answer = parseAnswer(text);
    if (status === 200) return answer;
    throw new CommandError(
      `The sandbox answered: ${answer.message || status}`,
      {
        exitCode: status < 500 ? EXIT.usage : EXIT.failed,
      },
    );
  }

  private send(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }> {
    const { control, ca, file } = this.address;
    return new Promise((resolve, reject) => {
      const request = https.request(
        `${control.url}${path}`,
        {
          method,
          ca,
          signal: this.signal,
          headers: {
            authorization: `Bearer ${control.token}`,
            'content-type': 'application/json',
          },
        },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text }),
          );
        },
      );
      request.on('error', cause => reject(silent(file, cause)));
      request.end(body && JSON.stringify(body));
    });
  }
}

function silent(file: string, cause: Error): CommandError {
  return new CommandError(
    `The sandbox of ${file} does not answer: ${cause.message}`,
    {
      next: 'Start it with npm start or yarn sandbox.',
      exitCode: EXIT.unreachable,
      cause,
    },
  );
}

function parseAnswer(text: string): Json {
  try {
    const answer: unknown = JSON.parse(text);
    return isRecord(answer) ? answer : {};
  } catch {
    return { message: text.slice(0, 200) };
  }
}

function parseFaults({ kinds, faults }: Json): FaultList {
  return {
    kinds: Array.isArray(kinds) ? kinds.map(String) : [],
    faults: (Array.isArray(faults) ? faults : [])
      .filter(isRecord)
      .map(fault => ({
        kind: String(fault.kind),
        ...(fault.instance ? { instance: String(fault.instance) } : {}),
      })),
  };
}
