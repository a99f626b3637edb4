import type { ServerContainer } from './serverContainer';
import type { Clock } from './clock';
import type { ServerConfiguration } from './ServerConfiguration';

/** Levels of .NET logging, lowest first. */
const levels = [
  'Trace',
  'Debug',
  'Information',
  'Warning',
  'Error',
  'Critical',
  'None',
];
const short: Record<string, string> = {
  Trace: 'trce',
  Debug: 'dbug',
  Information: 'info',
  Warning: 'warn',
  Error: 'fail',
  Critical: 'crit',
};

export type LogLevel = 'Information' | 'Warning' | 'Error' | 'Critical';

/** One log event. */
export interface LogEntry {
  level: LogLevel;
  category: string;
  message: string;
  /** Template fields; they are in the JSON form only. */
  state?: Record<string, string>;
}

/** Writes what .NET's console logger writes: two-line text, or one JSON object per line. */
export class ServerLog {
  constructor(
    private readonly write: (line: string) => void,
    private readonly clock: Clock,
    /** `Logging:Console:FormatterName` */
    private readonly formatter: string,
    /** `Logging:LogLevel:*` by category prefix. */
    private readonly minimum: Map<string, string>,
  ) {}

  info(category: string, message: string): void {
    this.log({ level: 'Information', category, message });
  }

  warn(category: string, message: string): void {
    this.log({ level: 'Warning', category, message });
  }

  error(category: string, message: string): void {
    this.log({ level: 'Error', category, message });
  }

  log(entry: LogEntry): void {
    if (!this.enabled(entry)) return;
    if (this.formatter.toLowerCase() === 'json') this.write(this.json(entry));
    else this.text(entry);
  }

  private enabled({ category, level }: LogEntry): boolean {
    let best = '';
    let chosen = this.minimum.get('Default') ?? 'Information';
    for (const [prefix, value] of this.minimum) {
      const longer = prefix.length > best.length;
      if (prefix !== 'Default' && longer && category.startsWith(prefix)) {
        best = prefix;
        chosen = value;
      }
    }
    return levels.indexOf(level) >= levels.indexOf(chosen);
  }

  private json({ level, category, message, state }: LogEntry): string {
    return JSON.stringify({
      Timestamp: new Date(this.clock.now()).toISOString(),
      EventId: 0,
      LogLevel: level,
      Category: category,
      Message: message,
      ...(state ? { State: { Message: message, ...state } } : {}),
    });
  }

  private text({ level, category, message }: LogEntry): void {
    this.write(`${short[level]}: ${category}[0]`);
    for (const line of message.split('\n')) this.write(`      ${line}`);
  }
}

/** The log of a container, as `Logging:*` asks for it over the levels of upstream's appsettings.json. */
export function serverLog(
  container: ServerContainer,
  configuration: ServerConfiguration,
  clock: Clock,
): ServerLog {
  return new ServerLog(
    line => container.log(line),
    clock,
    configuration.text('Logging:Console:FormatterName') ?? 'simple',
    new Map([
      ['Default', 'Information'],
      ['Microsoft.Health', 'Information'],
      ['Microsoft', 'Warning'],
      ['Microsoft.Hosting', 'Information'],
      ...configuration.section('Logging:LogLevel'),
    ]),
  );
}
