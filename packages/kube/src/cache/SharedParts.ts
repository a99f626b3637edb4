/** Enough for what consecutive objects have in common; a power of two. */
const PLACES = 8192;
const TEXTS = 4096;

interface Text {
  text: string;
  mark: number;
}

/**
 * Keeps one copy of values that objects have in common: labels, images, probes, whole pod templates. Only recent values
 * are remembered, so it stays small without being cleared.
 */
export class SharedParts {
  private readonly places = new Array<object | undefined>(PLACES);
  private recent = new Map<string, Text>();
  private older = new Map<string, Text>();
  private texts = 0;
  /** What the value that was visited last is found by: the same for values that say the same. */
  private mark = 0;

  /** The same JSON value, deeply frozen and made of shared parts. The argument is modified: do not use it afterwards. */
  share<V>(value: V): V;
  share(value: unknown): unknown {
    if (typeof value === 'string') return this.shareText(value);
    if (value !== null && typeof value === 'object') {
      return this.sharePart(value);
    }
    this.mark = typeof value === 'number' ? value | 0 : Number(!!value);
    return value;
  }

  private sharePart(part: object): object {
    if (Object.isFrozen(part)) {
      this.mark = 0;
      return part;
    }
    const keys = Object.keys(part);
    let mark = keys.length;
    for (const key of keys) {
      // Also when it is a text: one that is equal need not be the same copy.
      Reflect.set(part, key, this.share(Reflect.get(part, key)));
      mark = (Math.imul(mark, 31) + this.mark) | 0;
    }
    this.mark = mark;
    return this.settle(part, keys, mark & (PLACES - 1));
  }

  private settle(part: object, keys: string[], place: number): object {
    const known = this.places[place];
    if (known && isSame(known, part, keys)) return known;
    const frozen = Object.freeze(part);
    this.places[place] = frozen;
    return frozen;
  }

  private shareText(text: string): string {
    let known = this.recent.get(text);
    if (!known) {
      known = this.older.get(text) ?? { text, mark: (this.texts += 1) };
      this.recent.set(known.text, known);
      if (this.recent.size >= TEXTS) this.forgetOlder();
    }
    this.mark = known.mark;
    return known.text;
  }

  private forgetOlder(): void {
    this.older = this.recent;
    this.recent = new Map();
  }
}

/** Their parts are shared already: the same value is the same reference. */
function isSame(known: object, part: object, keys: string[]): boolean {
  return (
    Array.isArray(known) === Array.isArray(part) &&
    Object.keys(known).length === keys.length &&
    keys.every(
      key =>
        Object.hasOwn(known, key) &&
        Reflect.get(known, key) === Reflect.get(part, key),
    )
  );
}
