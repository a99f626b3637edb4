// What a person sees while something long runs: one line per step, with its time.

const interactive = Boolean(process.stdout.isTTY) && !process.env.CI;

/** @param {number} since */
const seconds = since => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step and says so. `work` gets a function that shows what it is doing right now.
 * @template T
 * @param {string} title
 * @param {(show: (detail: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const since = Date.now();
  let detail = '';
  let spoken = since;
  const draw = () =>
    process.stdout.write(
      `\r\x1b[2K… ${title} ${seconds(since)}${detail ? `  ${detail}` : ''}`.slice(
        0,
        (process.stdout.columns ?? 100) + 5,
      ),
    );
  const speak = () => {
    if (Date.now() - spoken < 20_000) return;
    spoken = Date.now();
    console.log(`… ${title} ${seconds(since)}${detail ? `  ${detail}` : ''}`);
  };
  const timer = setInterval(
    interactive ? draw : speak,
    interactive ? 200 : 1000,
  );
  try {
    const result = await work(text => {
      detail = text;
    });
    clearInterval(timer);
    console.log(
      `${interactive ? '\r\x1b[2K' : ''}✔ ${title}  ${seconds(since)}`,
    );
    return result;
  } catch (error) {
    clearInterval(timer);
    console.log(
      `${interactive ? '\r\x1b[2K' : ''}✖ ${title}  ${seconds(since)}`,
    );
    throw error;
  }
}

/** A failure that a person can mend: its message is all that is printed. */
export class Plain extends Error {}

/**
 * Ends the process with one clear sentence; anything unexpected keeps its stack.
 * @param {unknown} error
 */
export function fail(error) {
  if (error instanceof Plain) console.error(`\n${error.message}`);
  else console.error(error);
  process.exitCode = 1;
}
