import type { KubernetesObject } from '@fhir-on-aks/kube';

const MOST = 5;
const WITHIN_MS = 10 * 60_000;

/**
 * Counts how often fields of an object had to be taken back. Two that both insist would write for ever: after five
 * times in ten minutes the operator stops, says so, and tries again when the ten minutes are over.
 */
export class Takeovers {
  private readonly times = new Map<string, number[]>();

  constructor(private readonly now: () => number) {}

  /** Fields of the object were taken back. */
  count({ metadata }: KubernetesObject): void {
    const id = metadata.uid ?? '';
    this.times.set(id, [...this.recent(id), this.now()]);
  }

  /** Whether they may be taken back once more. */
  allows({ metadata }: KubernetesObject): boolean {
    return this.recent(metadata.uid ?? '').length < MOST;
  }

  /** Forgets an object that is gone. */
  forget({ metadata }: KubernetesObject): void {
    this.times.delete(metadata.uid ?? '');
  }

  private recent(id: string): number[] {
    const since = this.now() - WITHIN_MS;
    return (this.times.get(id) ?? []).filter(time => time > since);
  }
}
