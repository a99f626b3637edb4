import type { IncomingMessage } from 'node:http';
import { createInterface, type Interface } from 'node:readline';
import type { ApiObject } from './ApiObject';

export interface WatchedEvent {
  type: string;
  object: ApiObject;
}

/** The events of one watch, in order. */
export class WatchStream {
  private readonly lines: Interface;
  private readonly iterator: AsyncIterator<string>;
  /** Everything that was read so far. */
  readonly seen: WatchedEvent[] = [];

  constructor(private readonly response: IncomingMessage) {
    this.lines = createInterface({ input: response });
    this.iterator = this.lines[Symbol.asyncIterator]();
    response.on('error', () => this.lines.close());
  }

  /** The next event; undefined when the server has ended the watch. */
  async next(): Promise<WatchedEvent | undefined> {
    const { value, done } = await this.iterator.next();
    if (done) return undefined;
    const event: WatchedEvent = JSON.parse(value);
    this.seen.push(event);
    return event;
  }

  /** The next events, as many as are asked for. */
  async take(count: number): Promise<WatchedEvent[]> {
    const events: WatchedEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (!event)
        throw new Error(
          `the watch ended after ${events.length} of ${count} events`,
        );
      events.push(event);
    }
    return events;
  }

  async until(fits: (event: WatchedEvent) => boolean): Promise<WatchedEvent> {
    for (;;) {
      const event = await this.next();
      if (!event) {
        const last = JSON.stringify(
          this.seen.at(-1)?.object ?? 'nothing',
        ).slice(0, 500);
        throw new Error(
          `the watch ended before the event came; last seen: ${last}`,
        );
      }
      if (fits(event)) return event;
    }
  }

  close(): void {
    this.lines.close();
    this.response.destroy();
  }
}
