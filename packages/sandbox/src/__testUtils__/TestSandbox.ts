import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import {
  desiredObjects,
  parseFhir,
  parseOperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import { parse } from 'yaml';
import { type KubeObject, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../startSandbox';

const definition = parse(
  fs.readFileSync(
    path.join(__dirname, '../../../../deploy/crd/fhirs.yaml'),
    'utf8',
  ),
);
const token = 'test-token';
const quick: Pick<SandboxOptions, 'pace' | 'times'> = {
  pace: { imagePull: 20, pullFailed: 20, restart: 20, crash: 20, stop: 30 },
  times: { boot: 10, schemaCreation: 20, storageInitialization: 10 },
};

/** An answer over the wire. */
export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  json: () => unknown;
}

/** A whole sandbox on free ports, with what a test asks of it over the wire. */
export class TestSandbox {
  private constructor(readonly sandbox: Sandbox) {}

  static async start(
    options: Partial<SandboxOptions> = {},
  ): Promise<TestSandbox> {
    const sandbox = await startSandbox({
      ports: { ingress: 0, kubernetes: 0, azure: 0 },
      token,
      definitions: [definition],
      ...quick,
      ...options,
    });
    return new TestSandbox(sandbox);
  }

  get store() {
    return this.sandbox.store;
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  /** What the operator does: applies everything that a Fhir asks for. */
  reconcile(fhir: object): void {
    const stored = this.store.apply(fhir, { fieldManager: 'fhir-provision' });
    const settings = parseOperatorSettings({
      publicUrlPattern: `http://{host}:${new URL(this.sandbox.urls.ingress).port}`,
    });
    for (const object of desiredObjects(parseFhir(stored), settings)) {
      this.store.apply(object, { fieldManager: 'fhir-operator', force: true });
    }
  }

  /** Waits until the objects are as the condition says. */
  until(what: string, condition: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        end();
        reject(new Error(`waited in vain until ${what}:\n${this.describe()}`));
      }, 20_000);
      const check = () => {
        if (!condition()) return;
        end();
        resolve();
      };
      const stop = this.store.watch('*', check);
      function end() {
        clearTimeout(limit);
        stop();
      }
      check();
    });
  }

  /** Asks through the ingress by host name. */
  ask(
    host: string,
    method: string,
    url: string,
    options: {
      token?: string;
      body?: unknown;
      headers?: http.OutgoingHttpHeaders;
    } = {},
  ): Promise<Answer> {
    const headers = {
      host,
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body ? { 'content-type': 'application/fhir+json' } : {}),
      ...options.headers,
    };
    return send(
      http.request(`${this.sandbox.urls.ingress}${url}`, {
        method,
        headers,
        agent: false,
      }),
      options.body,
    );
  }

  /** Asks the control API. */
  control(method: string, url: string, body?: unknown): Promise<Answer> {
    return this.secure(
      `${this.sandbox.urls.control}${url}`,
      method,
      token,
      body,
    );
  }

  /** Asks the Kubernetes API. */
  kubernetes(method: string, url: string, body?: unknown): Promise<Answer> {
    return this.secure(
      `${this.sandbox.urls.kubernetes}${url}`,
      method,
      token,
      body,
    );
  }

  /** Asks Azure Resource Manager for the resource groups, signed in as the portal. */
  async azureResourceGroups(): Promise<Answer> {
    const { azure, urls } = this.sandbox;
    const { tenantId, subscriptionId, clientId, clientSecret } = azure.state;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://management.azure.com/.default',
    });
    const signedIn = await this.secure(
      `${urls.azure}/${tenantId}/oauth2/v2.0/token`,
      'POST',
      '',
      form.toString(),
    );
    const accessToken = String(valueAt(signedIn.json(), 'access_token'));
    return this.secure(
      `${urls.azure}/subscriptions/${subscriptionId}/resourcegroups?api-version=2021-04-01`,
      'GET',
      accessToken,
    );
  }

  private secure(
    url: string,
    method: string,
    bearer: string,
    body?: unknown,
  ): Promise<Answer> {
    const { ca } = this.sandbox.certificates;
    const headers = { authorization: `Bearer ${bearer}` };
    return send(
      https.request(url, { method, ca, headers, agent: false }),
      body,
    );
  }

  async token(request: object): Promise<string> {
    const answer = await this.control('POST', '/tokens', request);
    return String(valueAt(answer.json(), 'accessToken'));
  }

  private describe(): string {
    const lines = this.store
      .list<KubeObject & { reason: string; message: string }>('Event')
      .map(({ reason, message }) => `${reason} ${message}`);
    return lines.slice(-20).join('\n');
  }
}

function send(request: http.ClientRequest, body: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => JSON.parse(text),
        });
      });
    });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    request.end(body === undefined ? undefined : text);
  });
}
