import { createInterface } from 'node:readline/promises';
import type { Terminal, TextStream } from '../Environment';

type Variables = Record<string, string | undefined>;

/** The streams of a process, as far as they are needed. */
export interface ProcessStreams {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: WriteStream;
  stderr: WriteStream;
  env: Variables;
}

type WriteStream = NodeJS.WritableStream & {
  isTTY?: boolean;
  columns?: number;
};

/**
 * The terminal of a process. Colours follow NO_COLOR, FORCE_COLOR and TERM. `interrupt` is told of Ctrl-C while a
 * question is open: the terminal then gives it to the reader instead of the process.
 */
export function processTerminal(
  { stdin, stdout, stderr, env }: ProcessStreams,
  interrupt: () => void,
): Terminal {
  return {
    out: textStream(stdout, env),
    err: textStream(stderr, env),
    ...(stdin.isTTY &&
      stderr.isTTY && {
        ask: async (question: string, signal: AbortSignal) => {
          const reader = createInterface({ input: stdin, output: stderr });
          reader.on('SIGINT', interrupt);
          try {
            return await reader.question(question, { signal });
          } finally {
            reader.close();
          }
        },
      }),
  };
}

function textStream(stream: WriteStream, variables: Variables): TextStream {
  return {
    write: text => {
      stream.write(text);
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    colours: hasColours(stream.isTTY === true, variables),
  };
}

/** https://no-color.org and https://force-color.org */
export function hasColours(isTerminal: boolean, variables: Variables): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = variables;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return isTerminal && TERM !== 'dumb';
}
