import type { Clock, PodLogQuery, PodLogs } from '../api';
import { StatusError } from '../api';

const maximumLines = 10_000;

interface LogLine {
  at: number;
  text: string;
}

interface ContainerLog {
  current: LogLine[];
  previous?: LogLine[];
  /** Its process has ended, or its pod is gone: whoever follows has read everything. */
  ended: boolean;
  readers: Set<() => void>;
}

/** The logs of every container, of this run and of the one before it. */
export class PodLogStore {
  private readonly logs = new Map<string, ContainerLog>();

  constructor(private readonly clock: Clock) {}

  write(podUid: string, container: string, text: string): void {
    const log = this.logOf(podUid, container);
    log.current.push({ at: this.clock.now(), text });
    if (log.current.length > maximumLines) log.current.shift();
    wake(log);
  }

  /** The container starts again: what it wrote becomes `--previous`. */
  rotate(podUid: string, container: string): void {
    const log = this.logOf(podUid, container);
    if (log.current.length > 0) log.previous = log.current;
    log.current = [];
    log.ended = false;
    wake(log);
  }

  /** The process has ended: those who follow its log have reached the end. */
  end(podUid: string, container: string): void {
    const log = this.logOf(podUid, container);
    log.ended = true;
    wake(log);
  }

  /** The last lines that the container wrote. */
  last(podUid: string, container: string, count: number): string[] {
    const { current } = this.logOf(podUid, container);
    return current.slice(-count).map(({ text }) => text);
  }

  forget(podUid: string): void {
    for (const [key, log] of this.logs) {
      if (!key.startsWith(`${podUid}/`)) continue;
      this.logs.delete(key);
      log.ended = true;
      wake(log);
    }
  }

  /** Serves `kubectl logs`. */
  readonly serve: PodLogs = (pod, query) => {
    const containers = containerNames(pod);
    const container = query.container ?? containers[0];
    if (!containers.includes(container)) {
      throw new StatusError(
        400,
        'BadRequest',
        `container ${container} is not valid for pod ${pod.metadata.name}`,
      );
    }
    const log = this.logOf(pod.metadata.uid, container);
    if (query.previous && !log.previous) {
      throw new StatusError(
        400,
        'BadRequest',
        `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`,
      );
    }
    const waiting = waitingReason(pod, container);
    if (waiting && log.current.length === 0 && !query.previous) {
      throw new StatusError(
        400,
        'BadRequest',
        `container "${container}" in pod "${pod.metadata.name}" is waiting to start: ${waiting}`,
      );
    }
    return this.read(log, query);
  };

  private async *read(
    log: ContainerLog,
    query: PodLogQuery,
  ): AsyncIterable<string> {
    const source = query.previous ? (log.previous ?? []) : log.current;
    let last = source.at(-1);
    for (const line of this.choose(source, query)) {
      yield format(line, query.timestamps);
    }
    if (!query.follow || query.previous) return;
    while (!query.signal.aborted) {
      const fresh = source.slice(last ? source.lastIndexOf(last) + 1 : 0);
      last = source.at(-1);
      for (const line of fresh) yield format(line, query.timestamps);
      if (fresh.length > 0) continue;
      if (log.ended || log.current !== source) return;
      await this.next(log, query.signal);
    }
  }

  private choose(lines: LogLine[], query: PodLogQuery): LogLine[] {
    const since =
      query.sinceSeconds !== undefined
        ? this.clock.now() - query.sinceSeconds * 1000
        : Date.parse(query.sinceTime ?? '');
    const recent = Number.isNaN(since)
      ? lines
      : lines.filter(({ at }) => at >= since);
    const tail =
      query.tailLines === undefined
        ? recent
        : recent.slice(Math.max(0, recent.length - query.tailLines));
    return [...tail];
  }

  private next(log: ContainerLog, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const goOn = () => {
        log.readers.delete(goOn);
        signal.removeEventListener('abort', goOn);
        resolve();
      };
      log.readers.add(goOn);
      signal.addEventListener('abort', goOn);
    });
  }

  private logOf(podUid: string, container: string): ContainerLog {
    const key = `${podUid}/${container}`;
    const found = this.logs.get(key);
    if (found) return found;
    const made: ContainerLog = {
      current: [],
      ended: false,
      readers: new Set(),
    };
    this.logs.set(key, made);
    return made;
  }
}

function wake({ readers }: ContainerLog): void {
  for (const goOn of readers) goOn();
}

function format({ at, text }: LogLine, timestamps: boolean): string {
  return timestamps ? `${new Date(at).toISOString()} ${text}` : text;
}

interface NamedStatus {
  name: string;
  state?: { waiting?: { reason?: string; message?: string } };
}

function containerNames(pod: { [field: string]: unknown }): string[] {
  // The store has checked the shape of the pod.
  const spec = pod.spec as {
    containers: { name: string }[];
    initContainers?: { name: string }[];
  };
  return [...spec.containers, ...(spec.initContainers ?? [])].map(
    ({ name }) => name,
  );
}

function waitingReason(
  pod: { [field: string]: unknown },
  container: string,
): string | undefined {
  const status = pod.status as
    { containerStatuses?: NamedStatus[] } | undefined;
  const waiting = status?.containerStatuses?.find(
    ({ name }) => name === container,
  )?.state?.waiting;
  return waiting && (waiting.message ?? waiting.reason);
}
