import type { Job, JobWork } from './JobQueue';
import type { ServerContext } from './serverContext';

/** The work of a job, or undefined when this server hosts no tasks: then the job stays queued. */
export function startWork(
  { configuration }: ServerContext,
  milliseconds: number,
  run: (job: Job) => Promise<unknown>,
): JobWork | undefined {
  return configuration.flag('TaskHosting:Enabled')
    ? { milliseconds, run }
    : undefined;
}
