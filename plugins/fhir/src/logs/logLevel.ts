/** How bad a log line is; `none` when it does not say. */
export type LogLevel = 'error' | 'warning' | 'info' | 'debug' | 'none';

const WORDS: Array<[LogLevel, RegExp]> = [
  ['error', /^(fail|error|err|crit|critical|fatal|alert|emerg)/i],
  ['warning', /^warn/i],
  ['info', /^(info|notice|information)/i],
  ['debug', /^(debug|dbug|trace|trce|verbose)/i],
];
const KEYS = ['LogLevel', 'level', 'Level', 'severity', '@l', 'log.level'];

/** Reads the level of a JSON line, or of a line that starts with `info:` as .NET writes it. */
export function logLevel(line: string): LogLevel {
  const word = line.startsWith('{') ? levelOfJson(line) : levelOfText(line);
  return WORDS.find(([, pattern]) => pattern.test(word))?.[0] ?? 'none';
}

function levelOfText(line: string): string {
  return /^(\w+):/.exec(line.slice(0, 16))?.[1] ?? '';
}

function levelOfJson(line: string): string {
  try {
    const entry: Record<string, unknown> = JSON.parse(line);
    const key = KEYS.find(candidate => typeof entry[candidate] === 'string');
    return key ? String(entry[key]) : '';
  } catch {
    return '';
  }
}
