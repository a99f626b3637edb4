import type { Clock } from '../api';

const windowMilliseconds = 30_000;
const idleMillicores = 20;
const millicoresPerRequest = 25;

/** A model of the CPU that pods use: a little when idle, more with each request per second of the last half minute. */
export class PodLoad {
  private readonly requests = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  record(podUid: string): void {
    const times = this.requests.get(podUid) ?? [];
    times.push(this.clock.now());
    this.requests.set(podUid, times);
  }

  forget(podUid: string): void {
    this.requests.delete(podUid);
  }

  /** Thousandths of a CPU. */
  millicores(podUid: string): number {
    const since = this.clock.now() - windowMilliseconds;
    const recent = (this.requests.get(podUid) ?? []).filter(at => at > since);
    if (this.requests.has(podUid)) this.requests.set(podUid, recent);
    const perSecond = recent.length / (windowMilliseconds / 1000);
    return Math.round(idleMillicores + perSecond * millicoresPerRequest);
  }
}
