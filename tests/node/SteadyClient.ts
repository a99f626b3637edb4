import http from 'node:http';

const everyMs = 100;
const patienceMs = 5_000;

/** A client that asks for the same page every 100 ms, each time over a new connection, and keeps count of the answers. */
export class SteadyClient {
  /** How often each answer came: a status, or why there was none. */
  readonly answers = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private readonly running = new Set<Promise<void>>();

  constructor(url: string, headers: Record<string, string>) {
    this.timer = setInterval(() => {
      const one = ask(url, headers).then(answer => {
        this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
        this.running.delete(one);
      });
      this.running.add(one);
    }, everyMs);
  }

  /** Ends when what was asked is answered. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.running);
  }
}

function ask(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise(resolve => {
    const request = http.get(
      url,
      { agent: false, headers, timeout: patienceMs },
      response => {
        response.resume();
        response.once('end', () => resolve(String(response.statusCode)));
        response.once('error', ({ message }) => resolve(message));
      },
    );
    request.once('timeout', () => request.destroy(new Error('timed out')));
    request.once('error', ({ message }) => resolve(message));
  });
}
