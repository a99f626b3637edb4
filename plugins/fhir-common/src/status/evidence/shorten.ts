const LONGEST = 300;
const SECRET =
  /\b(password|pwd|secret|sharedaccesskey|accountkey|access_token|token|sig)(\s*[=:]\s*)[^;&\s"',]+/gi;

// A trace id or a time would make a sentence change with every try.
const TRACE = /\s*\b(?:Trace ID|Correlation ID|Timestamp):.*$/is;

/**
 * The essence of a message of the cluster or the server, for a sentence of ours: one line, no secret, not too long, no
 * full stop at its end.
 */
export function shorten(message: string): string {
  const line = message
    .replace(TRACE, '')
    .replace(SECRET, '$1$2***')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  return cut.replace(/[.\s]+$/, '');
}
