import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * How much the control plane is made to carry. Tests take the defaults.
 * @typedef {object} ControlPlaneOptions
 * @property {string} [name] its folder below .cache/control-plane/runs; one control plane per name
 * @property {boolean} [pods] kcm makes pods of Deployments, the scheduler places them, kwok makes them Ready (default true)
 * @property {boolean} [durable] etcd waits for the disk, as in production (default false)
 * @property {boolean} [unlimited] no limits of API server and controllers, for measurements (default false)
 * @property {string[]} [manifests] files that are applied at the start, for example CRDs
 */

/** @param {{ dataDirectory: string, clientPort: number, peerPort: number, durable: boolean }} settings */
export function etcdArguments({
  dataDirectory,
  clientPort,
  peerPort,
  durable,
}) {
  const client = `http://127.0.0.1:${clientPort}`;
  return [
    `--data-dir=${dataDirectory}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=http://127.0.0.1:${peerPort}`,
    '--log-level=warn',
    ...(durable ? [] : ['--unsafe-no-fsync']),
  ];
}

/**
 * RBAC on, audit log on. `TaintNodesByCondition` is off because nobody (nodelifecycle) would take the taint of a new
 * node away again.
 * @param {{ etcdPort: number, port: number, caFile: string, cert: string, key: string, tokenKey: string,
 *   certDirectory: string, auditLog: string, unlimited: boolean }} settings
 */
export function apiServerArguments(settings) {
  return [
    `--etcd-servers=http://127.0.0.1:${settings.etcdPort}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${settings.port}`,
    `--cert-dir=${settings.certDirectory}`,
    `--client-ca-file=${settings.caFile}`,
    `--tls-cert-file=${settings.cert}`,
    `--tls-private-key-file=${settings.key}`,
    '--authorization-mode=RBAC',
    `--service-account-issuer=https://127.0.0.1:${settings.port}`,
    `--service-account-key-file=${settings.tokenKey}`,
    `--service-account-signing-key-file=${settings.tokenKey}`,
    '--service-cluster-ip-range=10.0.0.0/16',
    '--endpoint-reconciler-type=none',
    '--allow-privileged=true',
    '--disable-admission-plugins=TaintNodesByCondition',
    `--audit-policy-file=${path.join(here, 'audit-policy.yaml')}`,
    `--audit-log-path=${settings.auditLog}`,
    // Megabytes: a log that is rotated in the middle of a measurement could not be counted.
    '--audit-log-maxsize=100000',
    ...(settings.unlimited
      ? [
          '--max-requests-inflight=0',
          '--max-mutating-requests-inflight=0',
          '--enable-priority-and-fairness=false',
        ]
      : []),
  ];
}

/**
 * Without pods only the controllers run that clean up: a measurement plays the Deployments itself.
 * @param {{ kubeconfig: string, caFile: string, tokenKey: string, pods: boolean, unlimited: boolean }} settings
 */
export function controllerManagerArguments(settings) {
  const controllers = settings.pods
    ? '*,-nodeipam,-nodelifecycle'
    : 'garbagecollector,namespace,serviceaccount,serviceaccount-token,clusterrole-aggregation,validatingadmissionpolicy-status-controller';
  return [
    `--kubeconfig=${settings.kubeconfig}`,
    '--leader-elect=false',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${settings.tokenKey}`,
    `--root-ca-file=${settings.caFile}`,
    `--controllers=${controllers}`,
    '--secure-port=0',
    `--kube-api-qps=${settings.unlimited ? 10_000 : 1_000}`,
    `--kube-api-burst=${settings.unlimited ? 20_000 : 2_000}`,
    ...(settings.unlimited
      ? [
          '--concurrent-deployment-syncs=50',
          '--concurrent-replicaset-syncs=50',
          '--concurrent-gc-syncs=50',
        ]
      : []),
  ];
}

/** @param {{ kubeconfig: string }} settings */
export function schedulerArguments({ kubeconfig }) {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--secure-port=0',
    '--kube-api-qps=1000',
    '--kube-api-burst=2000',
  ];
}

/** @param {{ kubeconfig: string }} settings */
export function kwokArguments({ kubeconfig }) {
  return [
    `--kubeconfig=${kubeconfig}`,
    '--manage-all-nodes=true',
    '--cidr=10.244.0.0/16',
    '-v=WARN',
    `--config=${path.join(here, 'stages.yaml')}`,
  ];
}

/** A node that does not exist; kwok reports it Ready. */
export const fakeNode = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: 'kwok-0',
    labels: {
      'kubernetes.io/hostname': 'kwok-0',
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/zone': 'zone-1',
      'kwok.x-k8s.io/node': 'fake',
    },
    annotations: { 'kwok.x-k8s.io/node': 'fake' },
  },
};
