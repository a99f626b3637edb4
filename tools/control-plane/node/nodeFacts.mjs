/** Addresses of the node. They exist in its own network only. */
export const node = {
  name: 'node-1',
  address: '10.250.0.1',
  podSubnet: '10.244.0.0/24',
  serviceSubnet: '10.0.0.0/16',
  registry: '10.250.0.1:5000',
  /** Folder of the plugins that connect pods to the network, as Debian installs them. */
  cniPlugins: '/usr/lib/cni',
  containerd: '/run/containerd/containerd.sock',
};

/** The image that holds the namespaces of a pod. */
export const pauseImage = 'registry.example.org/pause:1';
