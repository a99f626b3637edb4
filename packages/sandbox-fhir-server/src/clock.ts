/** The time that a server sees: milliseconds since 1970 and one-shot timers, so that tests can inject it. */
export interface Clock {
  now(): number;
  /** Runs once after the delay; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}
