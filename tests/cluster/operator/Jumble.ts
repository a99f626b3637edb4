import type { Deck } from './Deck';
import type { Relay } from './FaultProxy';

/** An event is told so much later, if no other is told before. */
const LATEST_MS = 500;

/**
 * Tells a part of the events of a watch twice, a part after the next, and earlier ones again. Bookmarks and deletions keep
 * their place: they are promises about everything before them.
 */
export class Jumble implements Relay {
  private held?: string;
  private timer?: NodeJS.Timeout;
  private readonly last = new Map<string, string>();

  constructor(
    private readonly deck: Deck,
    private readonly send: (line: string) => void,
  ) {}

  take(line: string): void {
    const { type, object } = JSON.parse(line);
    const uid = String(object?.metadata?.uid);
    if (type !== 'ADDED' && type !== 'MODIFIED') {
      this.flush();
      this.last.delete(uid);
      this.send(line);
      return;
    }
    this.tell(line);
    this.last.set(uid, line);
  }

  flush(): void {
    if (this.held) this.send(this.held);
    this.held = undefined;
    clearTimeout(this.timer);
  }

  private tell(line: string): void {
    const earlier = [...this.last.values()];
    const chance = this.deck.between(1, 4);
    if (chance === 1 && !this.held) {
      this.held = line;
      this.timer = setTimeout(() => this.flush(), LATEST_MS);
      return;
    }
    this.send(line);
    this.flush();
    if (chance === 2) this.send(line);
    if (chance === 3 && earlier.length > 0) this.send(this.deck.pick(earlier));
  }
}
