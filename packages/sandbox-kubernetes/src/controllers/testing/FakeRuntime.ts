import type {
  ContainerProcess,
  ContainerRuntime,
  ContainerStart,
  HttpRequest,
  HttpResponse,
} from '../containerRuntime';

/** A process that a test controls: what it answers, when it ends. */
export class FakeProcess implements ContainerProcess {
  /** Status of every answer; undefined: connection refused. */
  answer: number | undefined = 200;
  stopped = false;
  readonly requests: HttpRequest[] = [];

  constructor(readonly start: ContainerStart) {}

  async request(
    _port: number,
    request: HttpRequest,
  ): Promise<HttpResponse | undefined> {
    this.requests.push(request);
    return this.answer === undefined
      ? undefined
      : { status: this.answer, headers: {}, body: '' };
  }

  stop(): void {
    this.stopped = true;
  }

  exit(code: number): void {
    this.start.onExit(code);
  }
}

/** Starts processes that do nothing but answer. */
export class FakeRuntime implements ContainerRuntime {
  readonly processes: FakeProcess[] = [];
  /** What new processes answer. */
  answer: number | undefined = 200;

  start(container: ContainerStart): ContainerProcess {
    const process = new FakeProcess(container);
    process.answer = this.answer;
    this.processes.push(process);
    return process;
  }

  /** Processes that have not been stopped, of one pod or of all. */
  running(pod?: string): FakeProcess[] {
    return this.processes.filter(
      ({ stopped, start }) => !stopped && (!pod || start.pod === pod),
    );
  }
}
