import type { ManagedIdentities } from './podIdentityController';
import { startAutoscalerController } from './autoscaler/autoscalerController';
import type { ControllerContext } from './controller';
import { startDeploymentController } from './deployment/deploymentController';
import { startDisruptionBudgetController } from './disruptionBudgetController';
import { startEventExpiry } from './eventExpiry';
import { startJobController } from './jobController';
import { Kubelet } from './kubelet/Kubelet';
import type { KubeletContext } from './kubelet/kubeletContext';
import { startEndpointSliceController } from './network/endpointSliceController';
import { startGatewayController } from './network/gatewayController';
import { startIngressController } from './network/ingressController';
import { startPodIdentityController } from './podIdentityController';
import type { PodLoad } from './PodLoad';
import { startReplicaSetController } from './replicaSetController';
import { startScheduler } from './scheduler';
import { startUnsupportedKinds } from './unsupportedKinds';
import type { WorkloadIdentityDefaults } from './workloadIdentity';

/** What the controllers need beside the kubelet's own. */
export interface ClusterControllersOptions {
  kubelet: KubeletContext;
  azure: ManagedIdentities;
  load: PodLoad;
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
  azure,
  load,
  identity,
}: ClusterControllersOptions): ClusterControllers {
  const context: ControllerContext = kubeletContext;
  const kubelet = new Kubelet(kubeletContext);
  kubelet.start();
  const ends = [
    startDeploymentController(context),
    startReplicaSetController(context, identity),
    startJobController(context, identity),
    startScheduler(context, kubeletContext.faults),
    startEndpointSliceController(context),
    startIngressController(context),
    startGatewayController(context),
    startPodIdentityController(context, azure),
    startAutoscalerController(context, load),
    startDisruptionBudgetController(context),
    startEventExpiry(context),
    startUnsupportedKinds(context),
  ];
  return {
    kubelet,
    stop() {
      for (const end of ends) end();
      kubelet.stop();
    },
  };
}
