import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import {
  SignJWT,
  createLocalJWKSet,
  exportJWK,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';

/** Signs and checks RS256 tokens with one key. */
export interface Signing {
  sign(claims: JWTPayload): Promise<string>;
  /** The claims; throws when the token is not ours, expired or for another audience. */
  verify(
    token: string,
    expected: { audience?: string[]; now: number },
  ): Promise<JWTPayload>;
  jwks(): Promise<JSONWebKeySet>;
}

/** From a PKCS #8 PEM private key. */
export function createSigning(privateKeyPem: string): Signing {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey);
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url')
    .slice(0, 27);
  const jwks = async (): Promise<JSONWebKeySet> => ({
    keys: [{ ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' }],
  });
  return {
    jwks,
    sign: claims =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign(privateKey),
    async verify(token, expected) {
      const { payload } = await jwtVerify(
        token,
        createLocalJWKSet(await jwks()),
        {
          algorithms: ['RS256'],
          audience: expected.audience,
          currentDate: new Date(expected.now),
          clockTolerance: 5,
        },
      );
      return payload;
    },
  };
}
