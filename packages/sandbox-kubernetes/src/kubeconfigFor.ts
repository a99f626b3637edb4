/** How to reach a cluster that takes one token. */
export interface ClusterAccess {
  server: string;
  token: string;
  /** PEM of the authority of the server; left out for plain HTTP. */
  ca?: string;
  /** Namespace of commands that name none. */
  namespace?: string;
}

/** A kubeconfig with one context, as an object: JSON and YAML of it are files that every client reads. */
export function kubeconfigFor(access: ClusterAccess): object {
  const { server, token, ca, namespace } = access;
  const name = 'sandbox';
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server, ...authority(ca) } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
  };
}

function authority(ca: string | undefined): object {
  if (ca === undefined) return {};
  return { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
}
