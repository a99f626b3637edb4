import type { ClusterClient, KubernetesObject } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  condition,
  FHIR_RESOURCE,
  parseFhirStatus,
  type FhirSpecInput,
  type ServerReading,
} from '@fhir-on-aks/plugin-fhir-common';
import { readOperatorConfig } from '../config/readOperatorConfig';
import { Controller } from '../controller';
import { Log } from '../Log';
import { OperatorMetrics } from '../process/OperatorMetrics';
import { fhirNamed } from './fhirObjects';

/** So many turns of the event loop without a call mean that nobody has anything to do. */
const QUIET_TURNS = 25;

/** A controller on a cluster in memory; the test plays the other controllers, the servers and the clock. */
export class OperatorBench {
  readonly logged: Array<Record<string, unknown>> = [];
  metrics = new OperatorMetrics();
  /** What every server answers. */
  server: ServerReading = {
    health: 'Healthy',
    softwareVersion: '5.0.30',
    fhirVersion: '4.0.1',
  };
  now = Date.parse('2026-11-24T06:00:00Z');
  private controller?: Controller;

  constructor(
    readonly cluster = new FakeCluster(),
    private readonly options: {
      /** Text of the configuration file. */
      config?: string;
      /** What the controller talks to instead of the cluster itself. */
      through?: (cluster: ClusterClient) => ClusterClient;
      optionalApisIntervalMs?: number;
      settleMs?: number;
    } = {},
  ) {}

  /** Starts a controller that works at once. */
  async start(): Promise<this> {
    const {
      config,
      through,
      optionalApisIntervalMs,
      settleMs = 0,
    } = this.options;
    const cluster = through?.(this.cluster) ?? this.cluster;
    this.metrics = new OperatorMetrics();
    this.controller = new Controller({
      cluster,
      fenced: cluster,
      config: readOperatorConfig(config, {}),
      ask: async () => this.server,
      log: new Log({
        level: 'debug',
        write: line => this.logged.push(JSON.parse(line)),
      }),
      metrics: this.metrics,
      now: () => this.now,
      settleMs,
      optionalApisIntervalMs,
      backoff: { minMs: 1, maxMs: 20 },
      watchTiming: { backoffMinMs: 1, backoffMaxMs: 5 },
    });
    await this.controller.view.synced();
    this.controller.work();
    return this;
  }

  async stop(): Promise<void> {
    await this.controller?.drain(0);
    await this.controller?.stop();
    this.controller = undefined;
  }

  /** Waits until nobody has anything to do. */
  async quiet(): Promise<void> {
    let seen = -1;
    for (let turns = 0; turns < QUIET_TURNS; turns += 1) {
      if (this.cluster.calls.length !== seen) turns = 0;
      seen = this.cluster.calls.length;
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** The same, and waits for the attempts that are still to come. */
  async idle(): Promise<void> {
    do {
      await this.quiet();
      await new Promise(resolve => setTimeout(resolve, 1));
    } while (!this.controller?.isIdle);
    await this.quiet();
  }

  /** Applies a Fhir as a person does, and waits for what comes of it. */
  async apply(
    name = 'cardio',
    spec: Partial<FhirSpecInput> = {},
  ): Promise<KubernetesObject> {
    const stored = await this.cluster.apply(
      FHIR_RESOURCE,
      fhirNamed(name, spec),
      {
        fieldManager: 'fhir-provision',
        force: true,
      },
    );
    await this.quiet();
    return stored;
  }

  /** What the Deployment controller and the ingress controller do when all goes well. */
  async becomeReady(name = 'cardio'): Promise<void> {
    const deployment = this.child('Deployment', name);
    const replicas = Object(deployment?.spec).replicas ?? 1;
    await this.setStatus('Deployment', name, {
      observedGeneration: deployment?.metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: replicas,
      availableReplicas: replicas,
    });
    if (this.child('Ingress', name)) {
      await this.setStatus('Ingress', name, {
        loadBalancer: { ingress: [{ ip: '10.0.0.1' }] },
      });
    }
  }

  /** Sets the status of a child as its controller would, and waits for what comes of it. */
  async setStatus(kind: string, name: string, status: object): Promise<void> {
    const object = this.child(kind, name);
    if (!object) throw new Error(`there is no ${kind} ${name}`);
    this.cluster.seed({ ...object, status });
    await this.quiet();
  }

  /** Lets every Fhir be looked at again, as a resync does. */
  async touchEverything(): Promise<void> {
    this.controller?.lookAtAll();
    await this.quiet();
  }

  /** The children, as `Kind/name`. */
  children(): string[] {
    return this.cluster
      .objects()
      .filter(({ kind }) => !['Fhir', 'Event'].includes(kind))
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
      .sort();
  }

  child(kind: string, name = 'cardio'): KubernetesObject | undefined {
    return this.cluster
      .objects(kind)
      .find(({ metadata }) => metadata.name === name);
  }

  status(name = 'cardio') {
    return parseFhirStatus(this.child('Fhir', name)?.status);
  }

  condition(type: Parameters<typeof condition>[1], name = 'cardio') {
    return condition(this.status(name), type);
  }

  /** Events as `Type Reason: message`. */
  events(): string[] {
    return this.cluster
      .objects('Event')
      .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
  }

  /** Forgets the calls so far, so that a test counts from here. */
  countFromHere(): void {
    this.cluster.calls.length = 0;
  }

  /** Writes as `verb Kind[/subresource]`, events left out. */
  writes(): string[] {
    return this.cluster.writes
      .filter(({ kind }) => kind !== 'Event')
      .map(({ verb, kind, subresource }) =>
        [verb, subresource ? `${kind}/${subresource}` : kind].join(' '),
      );
  }
}
