import { shorten } from './shorten';

/** Why Azure does not take the identity of the pods, in Azure's own words. */
export interface SignInProblem {
  reason: 'IdentityNotTrusted' | 'IdentityRefused';
  problem: string;
}

// No matching federated credential for issuer or subject. Right after the credential was made Entra may still say so
// for some minutes, from a cache: reference azwi FAQ.
const NOT_TRUSTED = ['70021', '700211', '700212', '700213', '7002138'];

const RELEVANT =
  /AADSTS\d+|ManagedIdentityCredential|identity not found|no azure identity found/i;

/** Finds an error of Entra (AADSTS…) or of the managed identity endpoint in texts of the server and of events. */
export function signInProblem(
  texts: ReadonlyArray<string | undefined>,
): SignInProblem | undefined {
  const text = texts.find(said => said && RELEVANT.test(said));
  if (!text) return undefined;
  const [, code, words = ''] = /AADSTS(\d+):?\s*([^\r\n]*)/.exec(text) ?? [];
  if (!code) {
    return { reason: 'IdentityRefused', problem: shorten(endpointError(text)) };
  }
  const [sentence = ''] = words.split(/\.(?:\s|$)/);
  return {
    reason: NOT_TRUSTED.includes(code)
      ? 'IdentityNotTrusted'
      : 'IdentityRefused',
    problem: shorten([`AADSTS${code}`, sentence].filter(Boolean).join(': ')),
  };
}

function endpointError(text: string): string {
  return text.split(/[\r\n]+/).find(line => RELEVANT.test(line)) ?? text;
}
