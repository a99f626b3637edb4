import {
  ClusterUnreachableError,
  KubernetesApiError,
  type ClusterClient,
} from '@fhir-on-aks/kube';

/** What goes wrong with one call. `reset after the write`: it was done, and the answer did not arrive. */
export type Fault =
  | 'conflict 409'
  | 'expired 410'
  | 'busy 429'
  | 'internal 500'
  | 'unavailable 503'
  | 'timeout 504'
  | 'reset before the write'
  | 'reset after the write';

/** All of them. */
export const FAULTS: Fault[] = [
  'conflict 409',
  'expired 410',
  'busy 429',
  'internal 500',
  'unavailable 503',
  'timeout 504',
  'reset before the write',
  'reset after the write',
];

const WRITES = ['apply', 'create', 'replace', 'patch', 'remove'];
const METHODS = [...WRITES, 'get', 'list', 'watch', 'served'];

/** A cluster that fails with one call, the `index`th since `arm`; counts what was asked. */
export class FaultyCluster {
  /** The calls since `arm`, such as `apply Deployment`. */
  calls: string[] = [];
  private armed?: { index: number; fault: Fault };

  /** From now on counts; the `index`th call meets the fault. */
  arm(index = Infinity, fault: Fault = 'internal 500'): void {
    this.calls = [];
    this.armed = { index, fault };
  }

  /** The cluster, with the fault in between. */
  readonly through = (cluster: ClusterClient): ClusterClient =>
    new Proxy(cluster, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        const method = value.bind(target);
        if (!METHODS.includes(String(key))) return method;
        return (...call: unknown[]) => this.call(String(key), method, call);
      },
    });

  private call(
    verb: string,
    method: (...call: unknown[]) => unknown,
    call: unknown[],
  ): unknown {
    const index = this.calls.length;
    this.calls.push(`${verb} ${Object(call[0]).kind ?? call[0]}`);
    const fault = index === this.armed?.index ? this.armed.fault : undefined;
    if (!fault) return method(...call);
    return verb === 'watch'
      ? failingWatch(fault)
      : failing(fault, () => method(...call), WRITES.includes(verb));
  }
}

async function failing(
  fault: Fault,
  proceed: () => unknown,
  isWrite: boolean,
): Promise<unknown> {
  if (fault === 'reset after the write' && isWrite) await proceed();
  throw errorOf(fault);
}

async function* failingWatch(fault: Fault): AsyncGenerator<never> {
  throw errorOf(fault);
}

function errorOf(fault: Fault): Error {
  const code = Number(/\d{3}$/.exec(fault)?.[0]);
  if (!code) return new ClusterUnreachableError(`no answer: ${fault}`);
  const reason = code === 410 ? 'Expired' : undefined;
  return new KubernetesApiError(`injected: ${fault}`, { code, reason });
}
