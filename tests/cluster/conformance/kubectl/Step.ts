/** One command of a session. `{ns}` in arguments and input is the session's namespace. */
export interface Step {
  title: string;
  args: string[];
  input?: string;
  /** A shell command that changes the file it is given, for `kubectl edit`. */
  editor?: string;
  /** Only that it worked, or not, is compared: the output is about the machine. */
  quiet?: boolean;
  /** Repeated until it works, for a minute at most: an API server publishes the OpenAPI of a new kind a moment later. */
  eventually?: boolean;
}

/** What a command printed, without what differs from run to run. */
export interface RecordedOutcome {
  title: string;
  command: string;
  code: number;
  out?: string[];
  err?: string[];
}
