import { TooManyError } from '../errors';

/** Bounds how many logs are followed at one time, by one caller and by all. */
export class FollowLimit {
  readonly #perCaller: number;
  readonly #total: number;
  readonly #open = new Map<string, number>();
  #all = 0;

  constructor(options: { perCaller: number; total: number }) {
    this.#perCaller = options.perCaller;
    this.#total = options.total;
  }

  /** Takes a place or throws a 429; the returned function gives it back, once. */
  enter(caller: string): () => void {
    const mine = this.#open.get(caller) ?? 0;
    if (mine >= this.#perCaller) {
      throw new TooManyError(
        `You follow ${mine} logs already, which is the most for one person. Stop following one and try again.`,
      );
    }
    if (this.#all >= this.#total) {
      throw new TooManyError(
        `The portal follows ${this.#all} logs already, which is the most at one time. Read the log without following, or try again later.`,
      );
    }
    this.#open.set(caller, mine + 1);
    this.#all += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave(caller);
    };
  }

  #leave(caller: string): void {
    this.#all -= 1;
    const mine = (this.#open.get(caller) ?? 1) - 1;
    if (mine === 0) this.#open.delete(caller);
    else this.#open.set(caller, mine);
  }
}
