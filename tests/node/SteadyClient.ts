import http from 'node:http';

const everyMs = 100;
const timeoutMs = 5_000;

/** What a server answered: its status and its text, or why there was no answer. */
export interface Answer {
  status: string;
  text: string;
}

/** Asks once, over a connection of its own; never throws. Unlike fetch it can say another host than that of the URL. */
export function ask(
  url: string,
  headers: Record<string, string>,
): Promise<Answer> {
  return new Promise(resolve => {
    const failed = ({ message }: Error) =>
      resolve({ status: message, text: '' });
    const request = http.get(
      url,
      { agent: false, headers, timeout: timeoutMs },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => (text += chunk));
        response.once('error', failed);
        response.once('end', () =>
          resolve({ status: String(response.statusCode), text }),
        );
      },
    );
    request.once('timeout', () => request.destroy(new Error('timed out')));
    request.once('error', failed);
  });
}

/** A client that asks for the same page every 100 ms and keeps count of the answers. */
export class SteadyClient {
  /** How often each status came. */
  readonly answers = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private readonly running = new Set<Promise<void>>();

  constructor({
    url,
    headers,
  }: {
    url: string;
    headers: Record<string, string>;
  }) {
    this.timer = setInterval(() => {
      const one = ask(url, headers).then(({ status }) => {
        this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
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
