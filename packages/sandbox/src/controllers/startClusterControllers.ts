import type { ControllerContext } from './controller';
import { startDeploymentController } from './deployment/deploymentController';
import type { Faults } from './Faults';
import { Kubelet } from './kubelet/Kubelet';
import type { KubeletContext } from './kubelet/kubeletContext';
import { startEndpointSliceController } from './network/endpointSliceController';
import { startIngressController } from './network/ingressController';
import { startReplicaSetController } from './replicaSetController';
import { startScheduler } from './scheduler';
import type { WorkloadIdentityDefaults } from './workloadIdentity';

/** What the controllers need beside the kubelet's own. */
export interface ClusterControllersOptions {
  kubelet: KubeletContext;
  faults: Faults;
  identity: WorkloadIdentityDefaults;
}

/** The running controllers. */
export interface ClusterControllers {
  kubelet: Kubelet;
  stop(): void;
}

/** Starts what makes pods run and reachable: the controllers of a cluster, its scheduler and its node. */
export function startClusterControllers({
  kubelet: kubeletContext,
  faults,
  identity,
}: ClusterControllersOptions): ClusterControllers {
  const context: ControllerContext = kubeletContext;
  const kubelet = new Kubelet(kubeletContext);
  kubelet.start();
  const ends = [
    startDeploymentController(context),
    startReplicaSetController(context, identity),
    startScheduler(context, faults),
    startEndpointSliceController(context),
    startIngressController(context),
  ];
  return {
    kubelet,
    stop() {
      for (const end of ends) end();
      kubelet.stop();
    },
  };
}
