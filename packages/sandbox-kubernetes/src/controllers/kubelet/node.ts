import type { Node } from 'kubernetes-types/core/v1';
import type { ObjectStore } from '../../api';
import { timeText } from '../conditions';

/** The one virtual node: what it is called and how much fits on it. */
export interface NodeSettings {
  name: string;
  address: string;
  cpu: string;
  memory: string;
  pods: string;
}

/** A node of a small AKS pool. */
export const defaultNode: NodeSettings = {
  name: 'aks-sandbox-24178906-vmss000000',
  address: '10.224.0.4',
  cpu: '16',
  memory: '64Gi',
  pods: '110',
};

const kubeletVersion = 'v1.36.0';

/** Registers the node, or says that it is ready again after a restart. */
export function registerNode(
  store: ObjectStore,
  settings: NodeSettings,
  now: number,
): void {
  const { name } = settings;
  if (!store.get('Node', '', name)) {
    store.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: labelsOf(name) },
      spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] },
    });
  }
  store.patch(
    'Node',
    '',
    name,
    { status: statusOf(settings, now) },
    { subresource: 'status', fieldManager: 'kubelet' },
  );
}

function labelsOf(name: string): Record<string, string> {
  return {
    'kubernetes.azure.com/agentpool': 'sandbox',
    'kubernetes.azure.com/cluster': 'sandbox',
    'kubernetes.azure.com/mode': 'system',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': 'Standard_D16s_v5',
    'topology.kubernetes.io/region': 'westeurope',
    'topology.kubernetes.io/zone': 'westeurope-1',
  };
}

function statusOf(
  { name, address, cpu, memory, pods }: NodeSettings,
  now: number,
): Node['status'] {
  const size = { cpu, memory, pods };
  const time = timeText(now);
  return {
    capacity: size,
    allocatable: size,
    addresses: [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ],
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastHeartbeatTime: time,
        lastTransitionTime: time,
      },
    ],
    nodeInfo: {
      architecture: 'amd64',
      bootID: '',
      containerRuntimeVersion: 'containerd://2.1.0',
      kernelVersion: '6.6.0-azl3',
      kubeletVersion,
      kubeProxyVersion: '',
      machineID: '',
      operatingSystem: 'linux',
      osImage: 'FHIR on AKS sandbox',
      systemUUID: '',
    },
  };
}
