import { connectCluster } from '@fhir-on-aks/kube';
import {
  Log,
  OperatorMetrics,
  readOperatorConfig,
  startOperator,
  type OperatorOptions,
} from '@fhir-on-aks/operator';

/** How an operator is run inside the test. */
export interface HostedOperatorOptions {
  kubeconfig: string;
  /** Where its lease is. */
  namespace: string;
  settings: object;
  /** What servers answer; all are well when it is not given. */
  ask?: OperatorOptions['ask'];
}

/** An operator that runs inside the test. */
export interface HostedOperator {
  stop(): Promise<void>;
}

/** Runs an operator inside the test, where servers answer what the test wants and no call may take long. */
export async function hostOperator({
  kubeconfig,
  namespace,
  settings,
  ask = async () => ({ health: 'Healthy' }),
}: HostedOperatorOptions): Promise<HostedOperator> {
  const cluster = connectCluster({
    kubeconfigPath: kubeconfig,
    userAgent: 'fhir-operator',
    timeoutMs: 2_000,
  });
  const environment = { POD_NAMESPACE: namespace, POD_NAME: 'hosted' };
  const operator = await startOperator({
    cluster,
    config: readOperatorConfig(JSON.stringify(settings), environment),
    ask,
    log: new Log({ level: 'error', write: () => {} }),
    metrics: new OperatorMetrics(),
    watchTiming: { backoffMaxMs: 2_000 },
  });
  return {
    async stop() {
      await operator.stop();
      await cluster.close();
    },
  };
}
