/** How many parts a period has: keys of one part come together. */
const PARTS = 60;

/** Settings of the resync. */
export interface ResyncOptions {
  periodMs: number;
  keys(): Iterable<string>;
  add(key: string): void;
  random?: () => number;
}

/**
 * Brings every key once in a period, spread over it: whatever event was missed, nothing stays wrong for longer. Where
 * in the period a key comes is fixed by its name, where the period begins by chance.
 */
export class Resync {
  private timer?: NodeJS.Timeout;
  private part: number;

  constructor(private readonly options: ResyncOptions) {
    const { random = Math.random } = options;
    this.part = Math.floor(random() * PARTS);
  }

  start(): void {
    this.timer = setInterval(() => this.tick(), this.options.periodMs / PARTS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    this.part = (this.part + 1) % PARTS;
    for (const key of this.options.keys()) {
      if (partOf(key) === this.part) this.options.add(key);
    }
  }
}

function partOf(key: string): number {
  let hash = 0;
  for (const letter of key) hash = (hash * 31 + letter.charCodeAt(0)) % PARTS;
  return hash;
}
