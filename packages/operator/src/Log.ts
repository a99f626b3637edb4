import { LOG_LEVELS, type LogLevel } from './config/operatorConfig';

/** Facts of a line; an error becomes its message, and on level debug its stack. */
export type LogFacts = Record<string, unknown>;

/** Where lines go: one JSON object per line. */
export interface LogOptions {
  level: LogLevel;
  /** Facts that every line carries. */
  facts?: LogFacts;
  write?: (line: string) => void;
  now?: () => number;
}

/** Structured log: one line per thing that happened, with the facts to find it again. */
export class Log {
  constructor(private readonly options: LogOptions) {}

  debug(message: string, facts?: LogFacts): void {
    this.line('debug', message, facts);
  }

  info(message: string, facts?: LogFacts): void {
    this.line('info', message, facts);
  }

  warn(message: string, facts?: LogFacts): void {
    this.line('warn', message, facts);
  }

  error(message: string, facts?: LogFacts): void {
    this.line('error', message, facts);
  }

  /** The same log with more facts on every line. */
  with(facts: LogFacts): Log {
    return new Log({
      ...this.options,
      facts: { ...this.options.facts, ...facts },
    });
  }

  private line(level: LogLevel, message: string, facts: LogFacts = {}): void {
    const { now = Date.now, write = toStdout } = this.options;
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.options.level)) {
      return;
    }
    const time = new Date(now()).toISOString();
    const all = { ...this.options.facts, ...facts };
    const shown = Object.entries(all).map(([key, value]) => [
      key,
      this.shown(value),
    ]);
    write(
      JSON.stringify({ time, level, message, ...Object.fromEntries(shown) }),
    );
  }

  private shown(value: unknown): unknown {
    if (!(value instanceof Error)) return value;
    const text = [...messagesOf(value)].join(': ');
    return this.options.level === 'debug' ? `${text}\n${value.stack}` : text;
  }
}

function* messagesOf(error: Error): Generator<string> {
  yield error.message;
  // The cause of an API refusal is in its sentence already; that of a lost connection is not.
  if (
    error.cause instanceof Error &&
    !error.message.includes(error.cause.message)
  ) {
    yield* messagesOf(error.cause);
  }
}

function toStdout(line: string): void {
  process.stdout.write(`${line}\n`);
}
