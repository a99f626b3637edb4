/**
 * Runs a task when asked: one run at a time, with a rest after each. Whoever asks during a run or a rest is served by
 * one later run, however many ask. The task must not throw.
 */
export class Pacer {
  readonly #task: () => Promise<void>;
  readonly #restMs: number;
  #busy = false;
  #asked = false;
  #stopped = false;
  #restsUntil = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(task: () => Promise<void>, restMs: number) {
    this.#task = task;
    this.#restMs = restMs;
  }

  /** As soon as the rest is over. */
  request(): void {
    if (this.#busy) this.#asked = true;
    if (this.#busy || this.#timer) return;
    const wait = this.#restsUntil - Date.now();
    if (wait <= 0) this.#run();
    else this.#timer = setTimeout(() => this.#run(), wait);
  }

  /** Without waiting for the rest: a person asks. */
  now(): void {
    if (this.#busy) this.#asked = true;
    else this.#run();
  }

  /** For good; a run that is under way is not followed by another one. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#busy = true;
    this.#asked = false;
    await this.#task();
    this.#busy = false;
    this.#restsUntil = Date.now() + this.#restMs;
    if (this.#asked && !this.#stopped) this.request();
  }
}
