const first = 10_000;
const longest = 300_000;

/** Ten seconds, then twice as long each time, at most five minutes: the back-off of the kubelet. */
export class BackOff {
  private milliseconds = first;

  next(): number {
    const wait = this.milliseconds;
    this.milliseconds = Math.min(longest, wait * 2);
    return wait;
  }

  reset(): void {
    this.milliseconds = first;
  }
}

/** `10s`, `2m40s`, `5m0s`: as Go prints it. */
export function goDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
