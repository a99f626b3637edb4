import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** A Kubernetes API under test: where it is, whom to trust, who we are. */
export interface Target {
  server: string;
  /** PEM of the authority of its certificate. */
  ca: string;
  /** A bearer token, or a client certificate with its key. */
  token?: string;
  cert?: string;
  key?: string;
}

interface Entry {
  name: string;
  cluster?: Record<string, string>;
  user?: Record<string, string>;
  context?: { cluster: string; user: string };
}

interface KubeconfigFile {
  'current-context': string;
  contexts: Entry[];
  clusters: Entry[];
  users: Entry[];
}

/** The target that the current context of a kubeconfig names. It must say its certificates, in the file or in files. */
export function targetOfKubeconfig(file: string): Target {
  const config: KubeconfigFile = parse(readFileSync(file, 'utf8'));
  const named = (entries: Entry[], name: string | undefined) =>
    entries.find(entry => entry.name === name);
  const { context } = named(config.contexts, config['current-context']) ?? {};
  const cluster = named(config.clusters, context?.cluster)?.cluster ?? {};
  const user = named(config.users, context?.user)?.user ?? {};
  const pem = (entry: Record<string, string>, field: string) => {
    const data = entry[`${field}-data`];
    if (data) return Buffer.from(data, 'base64').toString('utf8');
    return (
      entry[field] &&
      readFileSync(path.resolve(path.dirname(file), entry[field]), 'utf8')
    );
  };
  return {
    server: cluster.server,
    ca: pem(cluster, 'certificate-authority') ?? '',
    token: user.token,
    cert: pem(user, 'client-certificate'),
    key: pem(user, 'client-key'),
  };
}
