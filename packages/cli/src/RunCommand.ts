import type { FleetOptions } from './options';
import type { Session } from './Session';

/** Runs the work of a command in a session of its own; the work gives back the exit code. */
export type RunCommand = (
  options: FleetOptions,
  work: (session: Session) => Promise<number>,
) => Promise<void>;
