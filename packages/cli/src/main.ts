import { EXIT } from './exitCodes';
import { processEnvironment } from './process/processEnvironment';
import { runProgram } from './program';

/** The first Ctrl-C ends the work in order, so that it can say what is left; the second one ends it at once. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.stopped);
      stop.abort();
    });
  }
  return stop.signal;
}

/** `fhirctl list | head -1`: who read us has gone. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed);
});

runProgram(
  process.argv.slice(2),
  processEnvironment(process, stopOnSignals()),
).then(code => {
  process.exitCode = code;
});
