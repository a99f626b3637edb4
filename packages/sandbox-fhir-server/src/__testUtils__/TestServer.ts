import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import type { ServerProcess, HttpResponse } from '../serverContainer';
import {
  pullImage,
  knownImages,
  ManualClock,
} from '@fhir-on-aks/sandbox-kubernetes';
import { Databases } from '../Databases';
import type { FhirServerOptions } from '../serverOptions';
import type { FhirVersion } from '../fhirModel';
import { startFhirServer } from '../startFhirServer';

const authority = 'https://login.example.org/tenant/v2.0';
const audience = 'api://sample';
const keys = generateKeyPair('RS256');

/** What every server of a test is configured with. */
export const baseEnvironment: Record<string, string> = {
  DataStore: 'SqlServer',
  SqlServer__ConnectionString:
    'Server=tcp:sql-sandbox.database.windows.net,1433;Initial Catalog=sample;User Id=fhir;Password=secret',
  SqlServer__Initialize: 'true',
  SqlServer__SchemaOptions__AutomaticUpdatesEnabled: 'true',
  FhirServer__Security__Enabled: 'false',
  ASPNETCORE_FORWARDEDHEADERS_ENABLED: 'true',
};

/** The environment of a server that asks for tokens. */
export const secured: Record<string, string> = {
  FhirServer__Security__Enabled: 'true',
  FhirServer__Security__Authorization__Enabled: 'true',
  FhirServer__Security__Authentication__Authority: authority,
  FhirServer__Security__Authentication__Audience: audience,
};

/** What a test changes of a server. */
export interface TestServerOptions {
  env?: Record<string, string>;
  files?: Record<string, string>;
  version?: FhirVersion;
  tag?: string;
  clock?: ManualClock;
  databases?: Databases;
  connect?: FhirServerOptions['connect'];
  fault?: FhirServerOptions['fault'];
}

/** An answer with its body parsed. */
export interface TestAnswer extends HttpResponse {
  json: unknown;
}

/** One server with a clock that the test moves. */
export class TestServer {
  readonly clock: ManualClock;
  readonly databases: Databases;
  readonly lines: string[] = [];
  readonly process: ServerProcess;
  exitCode?: number;
  changes = 0;

  constructor(options: TestServerOptions = {}) {
    this.clock = options.clock ?? new ManualClock();
    this.databases = options.databases ?? new Databases(this.clock);
    const image = pullImage(
      knownImages,
      `mcr.microsoft.com/healthcareapis/r4-fhir-server:${options.tag ?? '5.0.30'}`,
    );
    if ('refused' in image) throw new Error(image.refused);
    this.process = startFhirServer(
      options.version ?? 'R4',
      {
        image,
        namespace: 'fhir',
        pod: 'sample-1',
        labels: {},
        env: { ...baseEnvironment, ...options.env },
        files: options.files ?? {},
        resumed: false,
        log: line => this.lines.push(line),
        onExit: code => {
          this.exitCode = code;
        },
        onChange: () => {
          this.changes++;
        },
      },
      {
        clock: this.clock,
        databases: this.databases,
        fetchJson: discovery,
        times: { boot: 500, schemaCreation: 1000, storageInitialization: 2000 },
        connect: options.connect ?? (async () => undefined),
        fault: options.fault ?? (() => undefined),
      },
    );
  }

  /** A server whose storage is initialized. */
  static async start(options?: TestServerOptions): Promise<TestServer> {
    const server = new TestServer(options);
    await server.pass(10);
    return server;
  }

  get log(): string {
    return this.lines.join('\n');
  }

  async pass(seconds: number): Promise<void> {
    for (let at = 0; at < seconds * 10; at++) {
      this.clock.advance(100);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }
  }

  /** Undefined: the port is closed. */
  async askMaybe(
    method: string,
    url: string,
    options: {
      body?: unknown;
      headers?: Record<string, string>;
      token?: string;
      port?: number;
    } = {},
  ): Promise<TestAnswer | undefined> {
    const answer = await this.process.request(options.port ?? 8080, {
      method,
      url,
      headers: {
        host: 'sample.localhost',
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...options.headers,
      },
      body: bodyText(options.body),
    });
    return answer && { ...answer, json: parseJson(answer.body) };
  }

  async ask(...call: Parameters<TestServer['askMaybe']>): Promise<TestAnswer> {
    const answer = await this.askMaybe(...call);
    if (!answer) throw new Error(`the port is closed:\n${this.log}`);
    return answer;
  }

  /** Creates a resource; returns its id. */
  async create(resource: { resourceType: string }): Promise<string> {
    const { json } = await this.ask('POST', `/${resource.resourceType}`, {
      body: resource,
    });
    const hasId = typeof json === 'object' && json !== null && 'id' in json;
    return hasId ? String(json.id) : '';
  }
}

/** A token of the authority that the servers trust. */
export async function issueTestToken(
  claims: JWTPayload = {},
  lifetimeSeconds = 3600,
): Promise<string> {
  const now = new ManualClock().now() / 1000;
  const { privateKey } = await keys;
  return new SignJWT({
    iss: authority,
    aud: audience,
    iat: now,
    exp: now + lifetimeSeconds,
    sub: 'somebody',
    oid: 'object-1',
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: 'one' })
    .sign(privateKey);
}

async function discovery(url: string): Promise<unknown> {
  if (url === `${authority}/.well-known/openid-configuration`) {
    return { issuer: authority, jwks_uri: 'https://login.example.org/keys' };
  }
  const jwk = await exportJWK((await keys).publicKey);
  return { keys: [{ ...jwk, kid: 'one', alg: 'RS256', use: 'sig' }] };
}

function bodyText(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
