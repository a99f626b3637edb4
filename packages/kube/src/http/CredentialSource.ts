import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';

/** TLS material of a connection. */
export interface TlsMaterial {
  ca?: RequestOptions['ca'];
  cert?: RequestOptions['cert'];
  key?: RequestOptions['key'];
  rejectUnauthorized?: boolean;
  servername?: string;
}

/** What a request needs to be let in. `fingerprint` changes when the TLS material does. */
export interface Credentials {
  headers: Record<string, string>;
  tls: TlsMaterial;
  fingerprint: string;
}

/** The user of the kubeconfig has no usable credentials. */
export class CredentialsError extends Error {}

const FRESH_FOR_MS = 30_000;

/**
 * Credentials of a kubeconfig user, read again after 30 seconds or when the API server said 401. However many calls
 * wait, an exec plugin such as kubelogin runs once.
 */
export class CredentialSource {
  private current?: { credentials: Credentials; at: number };
  private pending?: Promise<Credentials>;

  constructor(
    private readonly kubeConfig: KubeConfig,
    private readonly now: () => number = Date.now,
  ) {}

  /** The credentials; from memory while they are fresh. */
  get(): Credentials | Promise<Credentials> {
    if (this.current && this.now() - this.current.at < FRESH_FOR_MS) {
      return this.current.credentials;
    }
    this.pending ??= this.load().finally(() => (this.pending = undefined));
    return this.pending;
  }

  /** The next `get` reads again. */
  invalidate(): void {
    this.current = undefined;
  }

  private async load(): Promise<Credentials> {
    const options: RequestOptions = {};
    try {
      await this.kubeConfig.applyToHTTPSOptions(options);
    } catch {
      // The cause may hold what an exec plugin printed, which may be a credential.
      throw new CredentialsError(
        `cannot get credentials for user '${this.kubeConfig.getCurrentUser()?.name ?? ''}' of the kubeconfig: run its exec command by hand to see why`,
      );
    }
    const credentials = fromOptions(options);
    this.current = { credentials, at: this.now() };
    return credentials;
  }
}

function fromOptions(options: RequestOptions): Credentials {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (typeof value === 'string') headers[name.toLowerCase()] = value.trim();
  }
  if (options.auth) {
    headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
  }
  const tls: TlsMaterial = {
    ca: options.ca,
    cert: options.cert,
    key: options.key,
    rejectUnauthorized: options.rejectUnauthorized,
    servername: options.servername,
  };
  const fingerprint = [tls.ca, tls.cert, tls.key].map(String).join('|');
  return { headers, tls, fingerprint };
}
