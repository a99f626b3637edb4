import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { connectCluster, type ClusterConnection } from '@fhir-on-aks/kube';
import { azureManagedIdentities, systemClock } from '@fhir-on-aks/provision';
import { FakeOperator } from '@fhir-on-aks/provision/testing';
import {
  startSandbox,
  writeSandboxFiles,
  type Sandbox,
} from '@fhir-on-aks/sandbox';
import { parse } from 'yaml';
import { runProgram } from '../program';
import { FakeTerminal } from './FakeTerminal';

const root = path.resolve(__dirname, '../../../..');

/** A sandbox with a stand-in for the operator, and fhirctl that finds it as after `npm start`. */
export class SandboxWorld {
  private readonly operator: FakeOperator;

  private constructor(
    readonly directory: string,
    readonly sandbox: Sandbox,
    private readonly connection: ClusterConnection,
  ) {
    this.operator = new FakeOperator(connection);
  }

  static async start(): Promise<SandboxWorld> {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
    const crd = fs.readFileSync(
      path.join(root, 'deploy/crd/fhirs.yaml'),
      'utf8',
    );
    const sandbox = await startSandbox({
      directory,
      ports: { ingress: 0, kubernetes: 0, azure: 0 },
      token: 'of-the-test',
      definitions: [parse(crd)],
      onError: () => {},
    });
    writeSandboxFiles(directory, sandbox);
    const kubeconfigPath = path.join(directory, 'kubeconfig');
    const world = new SandboxWorld(
      directory,
      sandbox,
      connectCluster({ kubeconfigPath }),
    );
    world.configure();
    return world;
  }

  /** Runs `fhirctl …`, written as in a shell, in the root of the repository. A watch is ended once it has shown something. */
  async run(command: string, answer?: string) {
    const terminal = new FakeTerminal({ answer });
    const stop = new AbortController();
    const running = runProgram(words(command).slice(1), {
      terminal,
      variables: {
        FHIRCTL_CONFIG: path.join(this.directory, 'fhirctl.yaml'),
      },
      directory: root,
      home: this.directory,
      clock: systemClock,
      signal: stop.signal,
      readInput: async () => '',
      contextName: () => 'sandbox',
      connect: ({ kubeconfig }) =>
        connectCluster({ kubeconfigPath: kubeconfig }),
      managedIdentities: azure =>
        azureManagedIdentities(azure, { ca: this.sandbox.certificates.ca }),
    });
    if (command.includes('--watch')) {
      while (!terminal.written.out) await this.nextEvent();
      stop.abort();
    }
    return { code: await running, ...terminal.written };
  }

  /** What is left of all servers. */
  left() {
    const { store, azure } = this.sandbox;
    return {
      fhirs: store.list('Fhir').length,
      pods: store.list('Pod').length,
      identities: azure.state.identities.map(({ name }) => name),
      roles: azure.state.roleAssignments.length,
    };
  }

  async close(): Promise<void> {
    await this.operator.stop();
    await this.connection.close();
    await this.sandbox.close();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  private nextEvent(): Promise<void> {
    return new Promise(resolve => setImmediate(resolve));
  }

  private configure(): void {
    const { tenantId, subscriptionId, clientId, clientSecret } =
      this.sandbox.azure.state;
    const { azure: endpoint } = this.sandbox.urls;
    const cluster = {
      name: 'sandbox',
      kubeconfig: path.join(this.directory, 'kubeconfig'),
      namespaces: ['fhir'],
      hostPattern: '{name}.{namespace}.localhost',
      databaseServer: 'sql-sandbox.database.windows.net',
      authority: `${endpoint}/${tenantId}/v2.0`,
      audiencePattern: 'api://{name}',
      azure: {
        subscriptionId,
        resourceGroup: 'rg-fhir',
        location: 'westeurope',
        tenantId,
        oidcIssuer: this.sandbox.oidcIssuer,
        clientId,
        clientSecret,
        endpoint,
        authorityHost: endpoint,
      },
    };
    fs.writeFileSync(
      path.join(this.directory, 'fhirctl.yaml'),
      JSON.stringify({ clusters: [cluster] }),
    );
  }
}

/** The words of a shell command; quotes hold words together. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}
