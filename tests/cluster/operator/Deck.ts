/** Chance with a seed: a run can be had again. The generator is mulberry32. */
export class Deck {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed;
  }

  /** A whole number from the lowest to the highest. */
  between(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  /** One of several. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.between(0, choices.length - 1)];
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** The chance of this run: its seed is printed, and `FHIR_TEST_SEED` gives the same again. */
export function shuffledDeck(): Deck {
  const { FHIR_TEST_SEED } = process.env;
  const deck = new Deck(Number(FHIR_TEST_SEED ?? Date.now() % 1e6));
  process.stderr.write(`FHIR_TEST_SEED=${deck.seed}\n`);
  return deck;
}
