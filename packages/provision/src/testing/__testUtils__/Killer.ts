import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { ClusterClient } from '@fhir-on-aks/kube';

/** Ends a run at one request, before or after it was done, as the end of the process would; afterwards nothing works. */
export class Killer {
  /** Every request so far, such as `PUT …/userAssignedIdentities/id-x` and `apply Fhir`. */
  readonly trace: string[] = [];
  private dead = false;

  constructor(
    private readonly at = Number.POSITIVE_INFINITY,
    private readonly when: 'before' | 'after' = 'before',
  ) {}

  /** For the real Azure client. */
  readonly policy: PipelinePolicy = {
    name: 'killer',
    sendRequest: (request, next) =>
      this.request(`${request.method} ${shortPath(request.url)}`, () =>
        next(request),
      ),
  };

  /** For the Kubernetes API. */
  cluster(inner: ClusterClient): ClusterClient {
    return new Proxy(inner, {
      get: (target, verb: keyof ClusterClient) => {
        const method = target[verb];
        if (typeof method !== 'function') return method;
        return (...given: Parameters<typeof method>) => {
          const kind = Object(given[0]).kind ?? given[0];
          const dry = Object(given[2]).dryRun ? ' (dry run)' : '';
          const call = () => Reflect.apply(method, target, given);
          const label = `${verb} ${kind}${dry}`;
          return verb === 'watch'
            ? this.stream(label, call)
            : this.request(label, call);
        };
      },
    });
  }

  private async request<T>(label: string, work: () => Promise<T>): Promise<T> {
    const mine = this.begin(label);
    const answer = await work();
    if (mine) this.die();
    return answer;
  }

  private async *stream(
    label: string,
    open: () => AsyncIterable<unknown>,
  ): AsyncGenerator<unknown> {
    const mine = this.begin(label);
    for await (const event of open()) {
      if (mine) this.die();
      yield event;
    }
  }

  private begin(label: string): boolean {
    if (this.dead) throw new Error('killed');
    this.trace.push(label);
    const mine = this.trace.length - 1 === this.at;
    if (mine && this.when === 'before') this.die();
    return mine;
  }

  private die(): never {
    this.dead = true;
    throw new Error('killed');
  }
}

function shortPath(url: string): string {
  const { pathname } = new URL(url);
  return pathname
    .replace(/^.*\/providers\//, '')
    .replace(/^Microsoft\.[^/]+\//, '');
}
