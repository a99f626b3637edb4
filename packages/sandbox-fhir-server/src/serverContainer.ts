/** A request as it reaches the server. Header names are lower-case. */
export interface HttpRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What the server answers. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** What the server reads of the container that it runs in. */
export interface ServerContainer {
  /** The tag is the software version. */
  image: { tag: string };
  namespace: string;
  pod: string;
  labels: Record<string, string>;
  env: Record<string, string>;
  /** Mounted files by absolute path, as they are now: projected tokens are renewed. */
  readonly files: Record<string, string>;
  /** True when the sandbox was restarted and the server was running before. */
  resumed: boolean;
  log(line: string): void;
  /** The process ended by itself. */
  onExit(exitCode: number): void;
  /** Something that probes may see has changed. */
  onChange(): void;
}

/** A running server. */
export interface ServerProcess {
  /** Undefined: connection refused, nothing listens on that port. */
  request(
    port: number,
    request: HttpRequest,
  ): Promise<HttpResponse | undefined>;
  /** Ends it at once; `onExit` is not called. */
  stop(): void;
}
