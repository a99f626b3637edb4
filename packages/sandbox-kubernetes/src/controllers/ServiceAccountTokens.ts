import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Clock } from '../api';

/** For whom a token is: a service account, and the pod that it is bound to. */
export interface TokenSubject {
  namespace: string;
  serviceAccount: string;
  pod: { name: string; uid: string };
}

/** Signs and checks the service-account tokens of the cluster. */
export class ServiceAccountTokens {
  constructor(
    private readonly privateKeyPem: string,
    /** `iss` of every token: the OIDC issuer of the cluster. */
    readonly issuer: string,
    private readonly clock: Clock,
  ) {}

  issue(
    { namespace, serviceAccount, pod }: TokenSubject,
    audience: string,
    lifetimeSeconds: number,
  ): string {
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const claims = {
      aud: [audience],
      exp: issuedAt + lifetimeSeconds,
      iat: issuedAt,
      nbf: issuedAt,
      iss: this.issuer,
      sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
      'kubernetes.io': {
        namespace,
        pod,
        serviceaccount: { name: serviceAccount },
      },
    };
    const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
    const key = createPrivateKey(this.privateKeyPem);
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }

  /** Throws unless the token was signed by this cluster and has not expired. */
  verify(token: string): void {
    const [header = '', claims = '', signature = ''] = token.split('.');
    const signed = verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      createPublicKey(this.privateKeyPem),
      Buffer.from(signature, 'base64url'),
    );
    if (!signed) {
      throw new Error('the signature of the token is not that of the cluster');
    }
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    if (Number(exp) * 1000 < this.clock.now()) {
      throw new Error('the token has expired');
    }
  }
}

/** The key kept in the directory, made on the first start; a new one when there is no directory. */
export function loadTokenKey(directory?: string): string {
  const file = directory && path.join(directory, 'service-account-key.pem');
  if (file && fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  if (file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, privateKey, { mode: 0o600 });
  }
  return privateKey;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
