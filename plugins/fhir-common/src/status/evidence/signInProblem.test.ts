import { signInProblem } from './signInProblem';

describe('signInProblem', () => {
  it.each([
    [
      'a subject that no credential has',
      "invalid_client: AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:a:b'. Please check.\r\nTrace ID: 1",
      'IdentityNotTrusted',
      "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:a:b'",
    ],
    [
      'an application that is gone',
      "AADSTS700016: Application with identifier '7a1c' was not found in the directory 'Contoso'. This can happen",
      'IdentityRefused',
      "AADSTS700016: Application with identifier '7a1c' was not found in the directory 'Contoso'",
    ],
    [
      'a code alone',
      'failed with AADSTS90002',
      'IdentityRefused',
      'AADSTS90002',
    ],
    [
      'a managed identity endpoint that has no identity',
      'Startup failed\nManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint.\nmore',
      'IdentityRefused',
      'ManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint',
    ],
  ])('reads %s', (_, text, reason, problem) => {
    expect(signInProblem([undefined, 'nothing here', text])).toEqual({
      reason,
      problem,
    });
  });

  it('finds nothing in other texts', () => {
    expect(signInProblem([undefined, 'Login failed for user'])).toBeUndefined();
  });
});
