import type { Probe } from 'kubernetes-types/core/v1';
import type { Clock } from '../../api';
import type { ProbeFailure } from './probeContainer';

/** What the owner of a probe wants to hear. */
export interface ProbeListener {
  /** Enough probes in a row have passed. */
  passed(): void;
  /** Enough probes in a row have failed. */
  failed(): void;
  /** One probe has failed. */
  unhealthy(message: string): void;
}

/** Repeats one probe of a running container until it is stopped. */
export class ProbeRunner {
  private successes = 0;
  private failures = 0;
  private stopped = false;
  private cancel?: () => void;

  constructor(
    private readonly probe: Probe,
    private readonly run: () => Promise<ProbeFailure>,
    private readonly clock: Clock,
    private readonly listener: ProbeListener,
  ) {}

  start(): void {
    this.after((this.probe.initialDelaySeconds ?? 0) * 1000);
  }

  /** Probes now instead of at the end of the period. */
  now(): void {
    if (!this.stopped) this.after(0);
  }

  stop(): void {
    this.stopped = true;
    this.cancel?.();
  }

  private after(milliseconds: number): void {
    this.cancel?.();
    this.cancel = this.clock.after(milliseconds, () => void this.once());
  }

  private async once(): Promise<void> {
    this.after((this.probe.periodSeconds ?? 10) * 1000);
    const failure = await this.run();
    if (this.stopped) return;
    if (failure === undefined) this.success();
    else this.failure(failure);
  }

  private success(): void {
    this.failures = 0;
    this.successes++;
    if (this.successes === (this.probe.successThreshold ?? 1)) {
      this.listener.passed();
    }
  }

  private failure(message: string): void {
    this.successes = 0;
    this.failures++;
    this.listener.unhealthy(message);
    const limit = this.probe.failureThreshold ?? 3;
    if (!this.stopped && this.failures === limit) this.listener.failed();
  }
}
