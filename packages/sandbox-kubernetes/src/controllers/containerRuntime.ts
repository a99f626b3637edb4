import type { PulledImage } from './images';

/** A request as it reaches a container. Header names are lower-case. */
export interface HttpRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What a container answers. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Everything a container is started with: what Kubernetes would give the process. */
export interface ContainerStart {
  image: PulledImage;
  namespace: string;
  pod: string;
  podUid: string;
  container: string;
  args: string[];
  labels: Record<string, string>;
  serviceAccount: string;
  env: Record<string, string>;
  /** Mounted files by absolute path, as they are now: projected tokens are renewed. */
  readonly files: Record<string, string>;
  /** True when the sandbox was restarted and the container was running before. */
  resumed: boolean;
  log(line: string): void;
  /** The process ended by itself. */
  onExit(exitCode: number): void;
  /** Something that probes may see has changed: they run at once. */
  onChange(): void;
}

/** A running container. */
export interface ContainerProcess {
  /** Undefined: connection refused, nothing listens on that port. */
  request(
    port: number,
    request: HttpRequest,
  ): Promise<HttpResponse | undefined>;
  /** Ends it at once; `onExit` is not called. */
  stop(): void;
}

/** Runs the images that the sandbox knows. */
export interface ContainerRuntime {
  start(container: ContainerStart): ContainerProcess;
}
