import {
  ClusterUnreachableError,
  KubernetesApiError,
  type ClusterClient,
} from '@fhir-on-aks/kube';
import { statusOfFault, type CallFault } from '@fhir-on-aks/kube/testing';

const WRITES = ['apply', 'create', 'replace', 'patch', 'remove'];
const METHODS = [...WRITES, 'get', 'list', 'watch', 'served'];

/** A cluster that fails with one call, the `index`th since `arm`; counts what was asked. */
export class FaultyCluster {
  /** The calls since `arm`, such as `apply Deployment`. */
  calls: string[] = [];
  private armed?: { index: number; fault: CallFault };

  /** From now on counts; the `index`th call meets the fault. */
  arm(index = Infinity, fault: CallFault = 'internal 500'): void {
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
  fault: CallFault,
  proceed: () => unknown,
  isWrite: boolean,
): Promise<unknown> {
  if (fault === 'reset after' && isWrite) await proceed();
  throw errorOf(fault);
}

async function* failingWatch(fault: CallFault): AsyncGenerator<never> {
  throw errorOf(fault);
}

function errorOf(fault: CallFault): Error {
  const code = statusOfFault(fault);
  if (!code) return new ClusterUnreachableError(`no answer: ${fault}`);
  const reason = code === 410 ? 'Expired' : undefined;
  return new KubernetesApiError(`injected: ${fault}`, { code, reason });
}
