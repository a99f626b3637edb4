import type { Container, Probe } from 'kubernetes-types/core/v1';
import type { Clock } from '../../api';
import type { ContainerProcess } from '../containerRuntime';
import { probeContainer } from './probeContainer';
import { ProbeRunner } from './ProbeRunner';

/** What the probes of a container decide. */
export interface ProbedContainer {
  readonly container: Container;
  podIP(): string;
  becameStarted(): void;
  becameReady(ready: boolean): void;
  /** The container must be restarted because of this probe. */
  mustRestart(probe: 'liveness' | 'startup'): void;
  unhealthy(message: string): void;
}

/** The probes of one run of a container: startup first, then readiness and liveness. */
export class ContainerProbes {
  private runners: ProbeRunner[] = [];

  constructor(
    private readonly process: ContainerProcess,
    private readonly owner: ProbedContainer,
    private readonly clock: Clock,
  ) {}

  /** `started`: the startup probe has passed before, in an earlier life of the sandbox. */
  start(started: boolean): void {
    const { startupProbe } = this.owner.container;
    if (!startupProbe || started) {
      this.begin();
      return;
    }
    this.run(startupProbe, 'Startup', {
      passed: () => {
        this.stop();
        this.begin();
      },
      failed: () => this.owner.mustRestart('startup'),
    });
  }

  /** Probes at once: something has changed that they may see. */
  now(): void {
    for (const runner of this.runners) runner.now();
  }

  stop(): void {
    for (const runner of this.runners) runner.stop();
    this.runners = [];
  }

  private begin(): void {
    const { owner } = this;
    const { readinessProbe, livenessProbe } = owner.container;
    owner.becameStarted();
    if (readinessProbe) {
      this.run(readinessProbe, 'Readiness', {
        passed: () => owner.becameReady(true),
        failed: () => owner.becameReady(false),
      });
    } else {
      owner.becameReady(true);
    }
    if (livenessProbe) {
      this.run(livenessProbe, 'Liveness', {
        passed: () => {},
        failed: () => owner.mustRestart('liveness'),
      });
    }
  }

  private run(
    probe: Probe,
    name: string,
    on: { passed: () => void; failed: () => void },
  ): void {
    const { process, owner, clock } = this;
    const runner = new ProbeRunner(
      probe,
      () => probeContainer(process, owner.container, probe, owner.podIP()),
      clock,
      {
        ...on,
        unhealthy: message =>
          owner.unhealthy(`${name} probe failed: ${message}`),
      },
    );
    this.runners.push(runner);
    runner.start();
  }
}
