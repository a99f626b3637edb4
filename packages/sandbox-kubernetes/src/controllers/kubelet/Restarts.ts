import { BackOff } from './BackOff';

const stableAfter = 600_000;

/** When a container that has ended starts again: first soon, then later and later, until it has run well for ten minutes. */
export class Restarts {
  private readonly backOff = new BackOff();
  private ends = 0;

  constructor(private readonly policy: string | undefined) {}

  isWanted(exitCode: number): boolean {
    switch (this.policy) {
      case 'Never':
        return false;
      case 'OnFailure':
        return exitCode !== 0;
      default:
        return true;
    }
  }

  /** Milliseconds to wait before the next start; undefined: none. */
  waitAfter(ranMilliseconds: number): number | undefined {
    if (ranMilliseconds >= stableAfter) this.reset();
    this.ends++;
    return this.ends === 1 ? undefined : this.backOff.next();
  }

  reset(): void {
    this.backOff.reset();
    this.ends = 0;
  }
}
