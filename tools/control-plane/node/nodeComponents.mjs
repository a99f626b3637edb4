import { node, pauseImage } from './nodeFacts.mjs';

/**
 * What the API server is told about a real node: its pods come by another address than loopback, and logs and exec go
 * through the kubelet.
 * @param {{ cert: string, key: string }} kubeletClient
 */
export function apiServerNodeArguments({ cert, key }) {
  return [
    '--bind-address=0.0.0.0',
    `--advertise-address=${node.address}`,
    '--endpoint-reconciler-type=lease',
    '--authorization-mode=Node',
    '--enable-admission-plugins=NodeRestriction',
    '--kubelet-preferred-address-types=InternalIP',
    `--kubelet-client-certificate=${cert}`,
    `--kubelet-client-key=${key}`,
  ];
}

/**
 * Images come from the registry of the node, whatever registry their name says.
 * @param {{ data: string, cni: string, registries: string }} folders
 */
export function containerdConfiguration({ data, cni, registries }) {
  return `version = 3
root = '${data}'
state = '/run/containerd'
disabled_plugins = ['io.containerd.nri.v1.nri']

[grpc]
  address = '${node.containerd}'

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '${pauseImage}'

[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = '${registries}'

[plugins.'io.containerd.cri.v1.runtime']
  # A container that may not lower its score cannot be started otherwise where root lacks CAP_SYS_RESOURCE.
  restrict_oom_score_adj = true

[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ['${node.cniPlugins}']
  conf_dir = '${cni}'
`;
}

/** The host of every registry, in containerd's form. */
export const registryHosts = `server = "http://${node.registry}"
`;

/**
 * Each pod on a link of its own: with a bridge, answers between two pods would pass by the address translation of
 * Services.
 * @param {string} data
 */
export function cniConfiguration(data) {
  return {
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [
      {
        type: 'ptp',
        ipam: {
          type: 'host-local',
          ranges: [[{ subnet: node.podSubnet }]],
          routes: [{ dst: '0.0.0.0/0' }],
          dataDir: data,
        },
      },
    ],
  };
}

/** @param {{ caFile: string, cgroup: string, podLogs: string }} settings */
export function kubeletConfiguration({ caFile, cgroup, podLogs }) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: caFile },
    },
    authorization: { mode: 'Webhook' },
    cgroupDriver: 'cgroupfs',
    cgroupRoot: cgroup,
    failCgroupV1: false,
    failSwapOn: false,
    enforceNodeAllocatable: [],
    containerRuntimeEndpoint: `unix://${node.containerd}`,
    clusterDNS: [node.address],
    clusterDomain: 'cluster.local',
    resolvConf: '',
    podLogsDir: podLogs,
    // The disk belongs to the machine, not to this node.
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '0%',
      'nodefs.inodesFree': '0%',
      'imagefs.available': '0%',
    },
    imageGCHighThresholdPercent: 100,
  };
}

/** @param {{ kubeconfig: string, configuration: string, data: string }} settings */
export function kubeletArguments({ kubeconfig, configuration, data }) {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--config=${configuration}`,
    `--root-dir=${data}`,
    `--cert-dir=${data}/pki`,
    `--hostname-override=${node.name}`,
    `--node-ip=${node.address}`,
    '--node-labels=topology.kubernetes.io/zone=zone-1',
  ];
}

/** @param {{ kubeconfig: string }} settings */
export function kubeProxyArguments({ kubeconfig }) {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--hostname-override=${node.name}`,
    '--proxy-mode=nftables',
    '--cluster-cidr=10.244.0.0/16',
    // These belong to the machine.
    '--conntrack-max-per-core=0',
    '--conntrack-tcp-timeout-established=0',
    '--conntrack-tcp-timeout-close-wait=0',
  ];
}

/** @param {{ kubeconfig: string }} settings */
export function coreFile({ kubeconfig }) {
  return `.:53 {
  bind ${node.address}
  ready ${node.address}:8181
  errors
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${kubeconfig}
  }
}
`;
}
