import { decodeJwt } from 'jose';
import type { PostForm } from '../identity/workloadIdentitySignIn';

const audience = 'api://AzureADTokenExchange';

/**
 * Stands in for Entra's token endpoint where there is none: takes a service account token that Entra could take, by its
 * audience, subject and time. Who has signed it is not looked at.
 */
export const acceptProjectedToken: PostForm = async (_url, form) => {
  const problem = problemOf(form.client_assertion ?? '');
  return problem
    ? { status: 401, body: { error_description: problem } }
    : { status: 200, body: { token_type: 'Bearer' } };
};

function problemOf(assertion: string): string | undefined {
  const claims = claimsOf(assertion);
  if (!claims) {
    return 'AADSTS50027: JWT token is invalid or malformed.';
  }
  if (![claims.aud].flat().includes(audience)) {
    return `AADSTS700212: No matching federated identity record found for presented assertion audience '${claims.aud}'.`;
  }
  if (!claims.sub?.startsWith('system:serviceaccount:')) {
    return `AADSTS700213: No matching federated identity record found for presented assertion subject '${claims.sub}'.`;
  }
  const isOver = (claims.exp ?? 0) * 1000 <= Date.now();
  return isOver
    ? 'AADSTS700024: Client assertion is not within its valid time range.'
    : undefined;
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}
