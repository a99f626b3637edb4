import type { FederatedCredential } from './ManagedIdentityProvider';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** `Federated credential for service account cardio/cardio`; by its name when it trusts something else. */
export function describeCredential({
  name,
  subject,
}: Pick<FederatedCredential, 'name' | 'subject'>): string {
  const [, namespace, account] = SERVICE_ACCOUNT.exec(subject) ?? [];
  return account
    ? `Federated credential for service account ${namespace}/${account}`
    : `Federated credential ${name}`;
}
