import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ProvisionWorld, sampleInput } from '@fhir-on-aks/provision/testing';
import type { Environment } from '../Environment';
import { runProgram } from '../program';
import { FakeTerminal } from './FakeTerminal';

/** What a run of fhirctl wrote, and its exit code. */
export interface Outcome {
  code: number;
  out: string;
  err: string;
}

const azure = {
  subscriptionId: '11111111-1111-4111-8111-111111111111',
  location: 'westeurope',
  tenantId: '22222222-2222-4222-8222-222222222222',
  oidcIssuer: 'https://oidc.example.org/one/',
};

/** Clusters in memory, a folder with a configuration, and fhirctl in between. */
export class CliWorld {
  readonly directory = fs.mkdtempSync(path.join(os.tmpdir(), 'fhirctl-'));
  readonly clusters: Record<string, ProvisionWorld>;
  /** Names of the clusters that cannot be reached. */
  readonly unreadable = new Set<string>();
  readonly variables: Record<string, string | undefined> = {};
  abort = new AbortController();
  input = '';

  constructor(names = ['aks-weu'], options?: { skipUpTo: number }) {
    this.clusters = Object.fromEntries(
      names.map(name => [name, new ProvisionWorld(options)]),
    );
    this.configure({});
    this.variables.FHIRCTL_CONFIG = 'fhirctl.yaml';
    this.file('request.yaml', sampleInput);
  }

  /** The first cluster. */
  get world(): ProvisionWorld {
    const [first] = Object.values(this.clusters);
    if (!first) throw new Error('the world has no cluster');
    return first;
  }

  /** Writes the configuration; `more` is what each cluster suggests. */
  configure(more: object): void {
    const clusters = Object.keys(this.clusters).map(name => ({
      name,
      context: name,
      namespaces: ['cardiology'],
      azure: { ...azure, resourceGroup: `rg-${name}` },
      ...more,
    }));
    this.file('fhirctl.yaml', { clusters });
  }

  /** Writes a file; JSON is YAML. */
  file(name: string, content: unknown): void {
    const text =
      typeof content === 'string' ? content : JSON.stringify(content);
    fs.writeFileSync(path.join(this.directory, name), text);
  }

  /** Runs fhirctl. */
  async run(...args: string[]): Promise<Outcome> {
    return this.runOn(new FakeTerminal(), ...args);
  }

  /** Runs fhirctl on a certain terminal. */
  async runOn(terminal: FakeTerminal, ...args: string[]): Promise<Outcome> {
    const code = await runProgram(args, this.environment(terminal));
    return { code, ...terminal.written };
  }

  /** What fhirctl reaches the world through. */
  environment(terminal = new FakeTerminal()): Environment {
    return {
      terminal,
      variables: this.variables,
      directory: this.directory,
      home: this.directory,
      clock: this.world.clock,
      signal: this.abort.signal,
      readInput: async () => this.input,
      contextName: ({ context = 'AKS_West (admin)' }) => context,
      connect: ({ context = '' }) => this.connection(context),
      managedIdentities: ({ resourceGroup }) =>
        this.named(resourceGroup.replace('rg-', '')).identities,
    };
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.clusters).map(one => one.stop()));
    fs.rmSync(this.directory, { recursive: true });
  }

  private named(name: string): ProvisionWorld {
    return this.clusters[name] ?? this.world;
  }

  private connection(context: string) {
    if (this.unreadable.has(context)) {
      throw new Error(`cannot read the kubeconfig of ${context}`);
    }
    const { cluster } = this.named(context);
    return Object.assign(cluster, {
      server: 'https://127.0.0.1:6443',
      close: async () => {},
    });
  }
}
