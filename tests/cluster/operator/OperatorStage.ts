import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  connectCluster,
  type ClusterConnection,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import type { PolicyRule } from '@fhir-on-aks/operator';
import {
  FHIR_RESOURCE,
  parseOperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import { controlPlaneName } from '../controlPlane';
import { applyObjects, kubectl } from '../kubectl';
import { AuditLog, describeRequest } from './AuditLog';
import { installDefinition } from './definitions';
import { differences, type Expectation } from './differences';
import { FrontDoor } from './FrontDoor';
import {
  makeOperatorAccount,
  removeOperatorRights,
  type OperatorAccount,
} from './operatorAccount';
import {
  OperatorProcess,
  shippedProgram,
  type OperatorProcessOptions,
} from './OperatorProcess';
import { persist } from './persist';
import { World } from './World';

/** Facts of the fleet in these tests. */
const fleet = {
  schemaManagerImage: { repository: 'acr.example.org/schema', tag: '1' },
  gateway: { name: 'fhir', namespace: 'gateways' },
};

/** Of the process: it asks no server, because the pods are played. */
const processSettings = {
  listen: { host: '127.0.0.1', port: 0 },
  probe: { mode: 'none' },
};

/** Few tests are about who leads. */
const withoutElection = { leaderElection: { mode: 'Disabled' } };

/** What every suite of the operator needs: definitions, a namespace, accounts, eyes, and who answers for the gateway. */
export class OperatorStage {
  readonly client: ClusterConnection;
  readonly world: World;
  readonly audit: AuditLog;
  readonly settings = parseOperatorSettings(fleet);
  /** What every operator is told. */
  readonly config = { ...fleet, ...processSettings };
  readonly namespace: string;
  /** Where operators and their lease are. */
  readonly system: string;
  private readonly directory = mkdtempSync(path.join(os.tmpdir(), 'operator-'));
  private readonly program = shippedProgram(this.directory);
  private readonly frontDoor: FrontDoor;
  private readonly accounts = new Map<string, OperatorAccount>();
  private readonly started: OperatorProcess[] = [];

  constructor(name: string, place: { together?: boolean } = {}) {
    this.namespace = `operator-${name}`;
    this.system = place.together ? this.namespace : `operator-${name}-system`;
    installDefinition('fhirs');
    this.makeNamespaces();
    this.client = connectCluster({ userAgent: 'operator-tests' });
    this.world = new World(this.client, this.namespace);
    this.frontDoor = new FrontDoor(this.world);
    this.audit = new AuditLog(controlPlaneName ?? '');
  }

  /** Namespaces for the Fhirs and for the operator. */
  makeNamespaces(): void {
    applyObjects(
      ...[...new Set([this.namespace, this.system])].map(name => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      })),
    );
  }

  /** Who an operator is in the audit log. */
  userOf(name = 'operator'): string {
    return this.account(name).user;
  }

  /** With which rights it comes; `more`: what an optional feature needs besides. */
  kubeconfigOf(name = 'operator', more: readonly PolicyRule[] = []): string {
    return this.account(name, more).kubeconfig;
  }

  /** Starts an operator under the shipped rights; it works when this returns, unless another one leads. */
  async start({
    name = 'operator',
    settings = {},
    kubeconfig = this.kubeconfigOf(name),
    clock,
    until = 'working',
  }: Partial<Pick<OperatorProcessOptions, 'kubeconfig' | 'clock'>> & {
    name?: string;
    settings?: object;
    until?: 'working' | 'started';
  } = {}): Promise<OperatorProcess> {
    const operator = new OperatorProcess({
      program: this.program,
      kubeconfig,
      clock,
      directory: this.directory,
      name,
      namespace: this.system,
      settings: { ...this.config, ...withoutElection, ...settings },
    });
    this.started.push(operator);
    await operator.says(until);
    return operator;
  }

  /** Applies Fhirs as the portal does. */
  async apply(...fhirs: KubernetesObject[]): Promise<void> {
    await Promise.all(
      fhirs.map(async fhir => {
        const stored = await persist(() =>
          this.client.apply(FHIR_RESOURCE, fhir, {
            fieldManager: 'fhir-provision',
            force: true,
          }),
        );
        this.world.observe({ ...stored, kind: fhir.kind });
      }),
    );
  }

  /** Deletes Fhirs, by default as the portal does. */
  async remove(
    names: string[],
    propagationPolicy: 'Foreground' | 'Background' = 'Foreground',
  ): Promise<void> {
    await Promise.all(
      names.map(name =>
        persist(() =>
          this.client.remove(
            FHIR_RESOURCE,
            { namespace: this.namespace, name },
            { propagationPolicy },
          ),
        ),
      ),
    );
  }

  /** Deletes every Fhir, and waits until nothing is left. */
  async removeAll(): Promise<void> {
    const fhirs = this.world.objects(FHIR_RESOURCE.kind);
    await this.remove(fhirs.map(({ metadata }) => metadata.name));
    await this.untilNothingIsLeft();
  }

  /** Waits until everything is as the Fhirs ask for. */
  async untilRight(
    seconds = 45,
    expectation: Partial<Expectation> = {},
  ): Promise<void> {
    const { settings } = this;
    await this.untilNone(
      'everything is as the Fhirs ask for',
      objects => differences(objects, { settings, ...expectation }),
      seconds,
    );
  }

  /** Waits until no Fhir and nothing of one is left. */
  async untilNothingIsLeft(seconds = 60): Promise<void> {
    await this.untilNone(
      'nothing is left',
      objects =>
        objects.filter(isOfAFhir).map(({ kind, metadata }) => {
          const { name, finalizers = [] } = metadata;
          return [kind, name, ...finalizers].join(' ');
        }),
      seconds,
    );
  }

  /** What the operator wrote of children since a mark: neither statuses of Fhirs nor events. */
  childWrites(mark: number): string[] {
    return this.audit
      .writes(this.userOf(), mark)
      .filter(
        ({ objectRef }) =>
          objectRef?.resource !== 'fhirs' && objectRef?.resource !== 'events',
      )
      .map(describeRequest);
  }

  /** Watches that operators find nothing more to write; what was under way may end first. */
  async staysQuiet(users = [this.userOf()], seconds = 3): Promise<void> {
    let last: string[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const mark = this.audit.mark();
      await pause(seconds * 1000);
      last = users
        .flatMap(user => this.audit.writes(user, mark))
        .map(describeRequest);
      if (last.length === 0) return;
    }
    throw new Error(`the operator goes on to write:\n${last.join('\n')}`);
  }

  /** Ends everything that was started. */
  async close(): Promise<void> {
    this.frontDoor.stop();
    await Promise.all(this.started.map(operator => operator.kill()));
    await this.world.close();
    for (const name of this.accounts.keys()) {
      removeOperatorRights(name, this.system);
    }
    kubectl([
      ...['delete', 'namespace'],
      ...new Set([this.namespace, this.system]),
      ...['--wait=false', '--ignore-not-found'],
    ]);
    await this.client.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Waits until nothing is wrong in what the watches have told, and then in what the API server itself lists. */
  private async untilNone(
    what: string,
    wrong: (objects: KubernetesObject[]) => string[],
    seconds: number,
  ): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const left = Math.max(0, deadline - Date.now()) / 1000;
      await this.world.until(what, () => wrong(this.world.objects()), left);
      const listed = wrong(await this.world.listed());
      if (listed.length === 0) return;
      if (left === 0)
        throw new Error([`not so: ${what}`, ...listed].join('\n  '));
      await pause(200);
    }
  }

  private account(
    name: string,
    more: readonly PolicyRule[] = [],
  ): OperatorAccount {
    const known = this.accounts.get(name);
    if (known) return known;
    const { system, directory } = this;
    const made = makeOperatorAccount(name, system, directory, more);
    this.accounts.set(name, made);
    return made;
  }
}

function isOfAFhir({ kind, metadata }: KubernetesObject): boolean {
  const labels = metadata.labels ?? {};
  return kind === 'Fhir' || 'fhir-on-aks.io/instance-uid' in labels;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
