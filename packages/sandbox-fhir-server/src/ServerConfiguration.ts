import settings from './knownSettings.json';

const sections = new Set([
  'fhirserver',
  'sqlserver',
  'fhirsqlserver',
  'cosmosdb',
  'taskhosting',
  'prometheusmetrics',
  'telemetry',
  'keyvault',
  'datastore',
  'applicationinsights',
  'developmentidentityprovider',
]);

/** Sections in which any key below is a setting of its own. */
const open = [
  'fhirserver:corefeatures:versioning:resourcetypeoverrides:',
  'fhirserver:implementationguides:',
];

const defaults = new Map(
  Object.entries(settings.known).map(([key, value]) => [
    key.toLowerCase(),
    value === null || Array.isArray(value) ? undefined : String(value),
  ]),
);
const knownShapes = new Set(Object.keys(settings.known).map(shapeOf));
const dead = new Set(settings.dead.map(key => key.toLowerCase()));

/** A value of the wrong type: the server does not start. */
class ConfigurationError extends Error {
  constructor(key: string, value: string, type: string) {
    super(
      `Failed to convert configuration value '${value}' at '${key}' to type '${type}'.`,
    );
    this.name = 'InvalidOperationException';
  }
}

/** The server's settings as ASP.NET reads them from the environment: case does not count, `__` is `:`. */
export class ServerConfiguration {
  private readonly values = new Map<string, string>();
  private readonly written = new Map<string, string>();

  constructor(env: Record<string, string>) {
    for (const [name, value] of Object.entries(env)) {
      const key = name.replaceAll('__', ':');
      for (const [expanded, text] of expand(key, value)) {
        this.values.set(expanded.toLowerCase(), text);
        this.written.set(expanded.toLowerCase(), expanded);
      }
    }
  }

  /** The value, upstream's default when it is not set, undefined when there is neither or it is empty. */
  text(key: string): string | undefined {
    const lower = key.toLowerCase();
    return this.values.get(lower) ?? defaults.get(lower) ?? undefined;
  }

  /** Throws as .NET does when the value is no boolean. */
  flag(key: string): boolean {
    const text = this.text(key)?.toLowerCase() ?? 'false';
    if (text === 'true') return true;
    if (text === 'false') return false;
    throw new ConfigurationError(key, text, 'System.Boolean');
  }

  /** Throws as .NET does when the value is no number. */
  number(key: string, otherwise: number): number {
    const text = this.text(key);
    if (text === undefined || text === '') return otherwise;
    const number = Number(text);
    if (!Number.isInteger(number)) {
      throw new ConfigurationError(key, text, 'System.Int32');
    }
    return number;
  }

  /** The values of `key:0`, `key:1` …, with upstream's where the environment has none. */
  list(key: string): string[] {
    const found: string[] = [];
    for (let at = 0; ; at++) {
      const value = this.text(`${key}:${at}`);
      if (value === undefined) return found;
      found.push(value);
    }
  }

  /** The values below a section, by the rest of the key as it was written. */
  section(key: string): Map<string, string> {
    const prefix = `${key.toLowerCase()}:`;
    const found = new Map<string, string>();
    for (const [lower, value] of this.values) {
      if (!lower.startsWith(prefix)) continue;
      found.set((this.written.get(lower) ?? lower).slice(prefix.length), value);
    }
    return found;
  }

  /** Keys in the server's sections that it does not read, so that a wrong key shows in the log. */
  unread(): { key: string; why: 'unknown' | 'dead' }[] {
    const found: { key: string; why: 'unknown' | 'dead' }[] = [];
    for (const [lower, key] of this.written) {
      if (!sections.has(lower.split(':')[0])) continue;
      if (open.some(prefix => lower.startsWith(prefix))) continue;
      if (dead.has(lower)) found.push({ key, why: 'dead' });
      else if (!knownShapes.has(shapeOf(lower))) {
        found.push({ key, why: 'unknown' });
      }
    }
    return found;
  }
}

/** An environment variable whose value is a JSON object is a whole section. */
function expand(key: string, value: string): [string, string][] {
  if (!value.startsWith('{')) return [[key, value]];
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null) return [[key, value]];
    return Object.entries(parsed).flatMap(([child, text]) =>
      typeof text === 'string' ? [[`${key}:${child}`, text]] : [],
    );
  } catch {
    return [[key, value]];
  }
}

/** Indices do not count: `Cors:Origins:3` has the shape of `Cors:Origins`. */
function shapeOf(key: string): string {
  return key.toLowerCase().replace(/:\d+(?=:|$)/g, '');
}
