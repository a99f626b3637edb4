import { createInterface } from 'node:readline/promises';
import type { Terminal, TextStream } from '../Environment';

type Variables = Record<string, string | undefined>;

/** The terminal of this process. Colours follow NO_COLOR, FORCE_COLOR and TERM. */
export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  return {
    out: textStream(stdout, env),
    err: textStream(stderr, env),
    ...(stdin.isTTY &&
      stderr.isTTY && {
        ask: async (question: string, signal: AbortSignal) => {
          const reader = createInterface({ input: stdin, output: stderr });
          // While it reads, the terminal gives Ctrl-C to the reader instead of the process.
          reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
          try {
            return await reader.question(question, { signal });
          } finally {
            reader.close();
          }
        },
      }),
  };
}

function textStream(
  stream: NodeJS.WriteStream,
  variables: Variables,
): TextStream {
  return {
    write: text => {
      stream.write(text);
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    colours: hasColours(stream.isTTY, variables),
  };
}

/** https://no-color.org and https://force-color.org */
export function hasColours(isTerminal: boolean, variables: Variables): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = variables;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return isTerminal && TERM !== 'dumb';
}
