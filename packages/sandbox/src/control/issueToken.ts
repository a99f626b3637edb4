import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createSigning, type AzureState } from '@fhir-on-aks/sandbox-azure';
import {
  type Clock,
  type ObjectStore,
  valueAt,
} from '@fhir-on-aks/sandbox-kubernetes';
import { findInstance } from './knownInstances';

/** What a caller may ask of a token. */
export const TokenRequest = z.strictObject({
  instance: z.string().min(1).max(200).optional(),
  audience: z.string().min(1).max(500).optional(),
  roles: z.array(z.string().min(1).max(100)).max(50).optional(),
  scopes: z.array(z.string().min(1).max(200)).max(50).optional(),
  subject: z.string().min(1).max(200).optional(),
  minutes: z.number().positive().max(1440).optional(),
});

/** A token of the sandbox's Entra, ready for an Authorization header. */
export interface IssuedToken {
  accessToken: string;
  tokenType: 'Bearer';
  expiresIn: number;
  audience: string;
}

/** What issuing needs. */
export interface TokenIssuer {
  store: ObjectStore;
  azure: AzureState;
  /** `https://127.0.0.1:7010` */
  authorityHost: string;
  clock: Clock;
}

/** The request does not say for whom the token is. */
export class TokenRequestError extends Error {}

/** Issues a token as Entra does for a user of an application; globalAdmin unless roles are named. */
export async function issueToken(
  { store, azure, authorityHost, clock }: TokenIssuer,
  wanted: z.infer<typeof TokenRequest>,
): Promise<IssuedToken> {
  const audience = wanted.audience ?? audienceOf(store, wanted.instance);
  const subject = wanted.subject ?? 'sandbox-user';
  const issuedAt = Math.floor(clock.now() / 1000);
  const expiresIn = Math.round((wanted.minutes ?? 60) * 60);
  const accessToken = await createSigning(azure.signingKey).sign({
    aud: audience,
    iss: `${authorityHost}/${azure.tenantId}/v2.0`,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + expiresIn,
    sub: subject,
    oid: objectId(subject),
    preferred_username: subject,
    tid: azure.tenantId,
    roles: wanted.roles ?? ['globalAdmin'],
    ...(wanted.scopes ? { scp: wanted.scopes.join(' ') } : {}),
    ver: '2.0',
  });
  return { accessToken, tokenType: 'Bearer', expiresIn, audience };
}

function audienceOf(store: ObjectStore, instance: string | undefined): string {
  if (!instance) {
    throw new TokenRequestError(
      'A token needs an instance (<namespace>/<name>) or an audience.',
    );
  }
  const found = findInstance(store, instance);
  const [namespace, name] = found.split('/');
  const fhir = store.get<object>('Fhir', namespace, name);
  const audience = valueAt(fhir, 'spec', 'security', 'audience');
  if (typeof audience === 'string') return audience;
  throw new TokenRequestError(
    `The FHIR server ${found} has no spec.security.audience: it needs no token. Name an audience to get one all the same.`,
  );
}

/** The same user has the same object id. */
function objectId(subject: string): string {
  const hex = createHash('sha256').update(subject).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
