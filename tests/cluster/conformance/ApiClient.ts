import https from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { ApiObject } from './ApiObject';
import type { Target } from './Target';
import { WatchStream } from './WatchStream';

export interface Answer {
  status: number;
  warnings: string[];
  body: ApiObject;
}

export interface RequestOptions {
  body?: unknown;
  /** Content type; `application/json` when there is a body. */
  type?: string;
  accept?: string;
}

const json = 'application/json';

/** Sends requests as they are written, one connection for all but watches. */
export class ApiClient {
  private readonly agent: https.Agent;

  constructor(private readonly target: Target) {
    const { ca, cert, key } = target;
    this.agent = new https.Agent({ keepAlive: true, ca, cert, key });
  }

  /** Any request; a refusal is an answer like every other. */
  async send(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer> {
    const response = await this.open(method, path, options);
    const text = await textOf(response);
    const warnings = response.headers.warning ?? '';
    return {
      status: response.statusCode ?? 0,
      warnings: [...warnings.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(
        ([, word]) => word,
      ),
      body: isJson(response) && text ? JSON.parse(text) : text,
    };
  }

  /** A request that must succeed; the body of its answer. */
  async expect(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<ApiObject> {
    const { status, body } = await this.send(method, path, options);
    if (status < 300) return body;
    throw new Error(
      `${method} ${path} was answered ${status}: ${body.message ?? JSON.stringify(body)}`,
    );
  }

  /** Follows a collection; the path carries the query of the watch. */
  async watch(path: string, accept?: string): Promise<WatchStream> {
    const response = await this.open('GET', path, { accept });
    if (response.statusCode === 200) return new WatchStream(response);
    const text = await textOf(response);
    throw new Error(`the watch was answered ${response.statusCode}: ${text}`);
  }

  /** Waits, by a watch on its name, until an object fits or is gone (undefined). */
  async until(
    collection: string,
    name: string,
    fits: (object: ApiObject | undefined) => boolean,
  ): Promise<ApiObject> {
    const query = `?watch=1&fieldSelector=metadata.name%3D${name}&timeoutSeconds=30`;
    const stream = await this.watch(collection + query);
    try {
      return (
        await stream.until(({ type, object }) =>
          fits(type === 'DELETED' ? undefined : object),
        )
      ).object;
    } finally {
      stream.close();
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private open(
    method: string,
    path: string,
    { body, type = json, accept = json }: RequestOptions,
  ): Promise<IncomingMessage> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers: Record<string, string> = {
      accept,
      'user-agent': 'conformance',
    };
    if (text !== undefined) {
      headers['content-type'] = type;
      headers['content-length'] = String(Buffer.byteLength(text));
    }
    if (this.target.token)
      headers.authorization = `Bearer ${this.target.token}`;
    return new Promise((resolve, reject) => {
      const url = new URL(path, this.target.server);
      const request = https.request(
        url,
        { method, headers, agent: this.agent },
        resolve,
      );
      request.on('error', reject);
      request.end(text);
    });
  }
}

function isJson(response: IncomingMessage): boolean {
  return (response.headers['content-type'] ?? '').startsWith(json);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
