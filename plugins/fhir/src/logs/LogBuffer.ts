/** One line of a log; its number stays the same while older lines are dropped. */
export interface LogLine {
  number: number;
  text: string;
}

/** Most lines of one log that are kept in memory. */
export const MAX_LOG_LINES = 5_000;

/** The last lines of a stream of text that arrives in pieces of any size. */
export class LogBuffer {
  #lines: LogLine[] = [];
  #count = 0;
  #rest = '';

  constructor(readonly limit = MAX_LOG_LINES) {}

  append(text: string): void {
    const pieces = (this.#rest + text).split('\n');
    this.#rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      this.#lines.push({ number: this.#count, text: piece.replace(/\r$/, '') });
      this.#count += 1;
    }
    // Cutting only now and then keeps appending cheap; `lines` never shows more than the limit.
    if (this.#lines.length > this.limit * 1.2) this.#cut();
  }

  /** What came after the last line break is a line too, as soon as the log has ended. */
  end(): void {
    if (this.#rest) this.append('\n');
  }

  lines(): LogLine[] {
    return this.#lines.slice(-this.limit);
  }

  /** How many lines came before those that are kept. */
  get dropped(): number {
    return Math.max(0, this.#count - this.limit);
  }

  #cut(): void {
    this.#lines = this.#lines.slice(-this.limit);
  }
}
