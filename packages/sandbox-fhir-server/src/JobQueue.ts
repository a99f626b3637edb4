import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';

/** Upstream's states. */
export type JobStatus =
  'Queued' | 'Running' | 'Completed' | 'Failed' | 'Canceled';

/** A background job of the server. */
export interface Job {
  id: string;
  kind: string;
  status: JobStatus;
  queuedAt: number;
  startedAt?: number;
  endedAt?: number;
  /** 0 to 100. */
  progress: number;
  /** The URL that started it. */
  request: string;
  /** What the caller asked for. */
  input: Record<string, unknown>;
  output?: unknown;
  failure?: { status: number; message: string };
}

/** What a kind of job does: it takes this long, then it does the work. */
export interface JobWork {
  milliseconds: number;
  run(job: Job): Promise<unknown>;
}

/** The job queue in a database: any replica may ask for a job, only one job of a kind runs. */
export class JobQueue {
  private readonly jobs = new Map<string, Job>();

  constructor(private readonly clock: Clock) {}

  get(kind: string, id: string): Job | undefined {
    const job = this.jobs.get(id);
    return job?.kind === kind ? job : undefined;
  }

  /** The job of this kind that has not ended. */
  active(kind: string): Job | undefined {
    return [...this.jobs.values()].find(
      job =>
        job.kind === kind &&
        (job.status === 'Queued' || job.status === 'Running'),
    );
  }

  /** Without work (no pod hosts tasks) the job stays queued. */
  add(
    wanted: Pick<Job, 'kind' | 'request' | 'input'>,
    work: JobWork | undefined,
  ): Job {
    const job: Job = {
      ...wanted,
      id: randomUUID(),
      status: 'Queued',
      queuedAt: this.clock.now(),
      progress: 0,
    };
    this.jobs.set(job.id, job);
    if (work) this.start(job, work);
    return job;
  }

  cancel(job: Job): void {
    job.status = 'Canceled';
    job.endedAt = this.clock.now();
  }

  private start(job: Job, work: JobWork): void {
    const steps = 10;
    this.clock.after(work.milliseconds / steps, () => {
      if (job.status === 'Canceled') return;
      job.status = 'Running';
      job.startedAt ??= this.clock.now();
      job.progress += 100 / steps;
      if (job.progress < 100) this.start(job, work);
      else void this.finish(job, work);
    });
  }

  private async finish(job: Job, work: JobWork): Promise<void> {
    job.progress = 99.9;
    try {
      job.output = await work.run(job);
      job.status = 'Completed';
      job.progress = 100;
    } catch (error) {
      job.status = 'Failed';
      job.failure = {
        status: 400,
        message: error instanceof Error ? error.message : String(error),
      };
    }
    job.endedAt = this.clock.now();
  }
}
