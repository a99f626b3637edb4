import { lowerFirst } from 'es-toolkit';
import {
  federatedCredentialName,
  federatedCredentialSubject,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FederatedCredential } from '../ManagedIdentityProvider';
import { requireIdentities } from './requireIdentities';
import type { Resource } from './Resource';

/** The audience of tokens that are exchanged for Azure tokens (Microsoft Entra workload identity federation). */
const TOKEN_EXCHANGE = 'api://AzureADTokenExchange';

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** A federated credential and the name of its identity. */
interface CredentialOfIdentity {
  identity: string;
  credential: FederatedCredential;
}

/** The trust of a managed identity in the service account of the pods, for Workload Identity. */
export const federatedCredential: Resource<CredentialOfIdentity> = {
  id: 'federated-credential',
  field: 'identity',

  async read({ run, identities, request }) {
    const provider = run.identities;
    const wanted = !request || isWorkloadIdentity(request);
    if (!provider || !wanted) return [];
    const found: CredentialOfIdentity[] = [];
    for (const { name: identity } of identities) {
      const credentials = await run.call(signal =>
        provider.listFederatedCredentials(identity, { signal }),
      );
      found.push(...credentials.map(credential => ({ identity, credential })));
    }
    return found;
  },

  plan(context, existing) {
    const { target, request, identityName: identity } = context;
    if (!identity || !request || !isWorkloadIdentity(request)) return [];
    const credential = {
      name: federatedCredentialName(target),
      issuer: requireIdentities(context).issuer,
      subject: federatedCredentialSubject(target),
      audience: TOKEN_EXCHANGE,
    };
    // Azure refuses a second credential of the same issuer and subject, whatever its name.
    const present = existing.some(
      ({ credential: { issuer, subject } }) =>
        issuer === credential.issuer && subject === credential.subject,
    );
    const what = nameOf(credential);
    return [
      {
        item: { identity, credential },
        action: present ? 'keep' : 'create',
        sentence: present
          ? `${what} is there already`
          : `Create a ${lowerFirst(what)}`,
      },
    ];
  },

  async ensure(context, { identity, credential }, signal) {
    await requireIdentities(context).putFederatedCredential(
      identity,
      credential,
      { signal },
    );
  },

  async remove(context, { identity, credential: { name } }, signal) {
    await requireIdentities(context).removeFederatedCredential(identity, name, {
      signal,
    });
  },

  texts(_context, { credential }) {
    const what = nameOf(credential);
    return {
      subject: what,
      ensured: `${what} created`,
      notEnsured: 'could not be created',
      removal: `Delete the ${lowerFirst(what)}`,
      removed: `${what} deleted`,
      notRemoved: 'could not be deleted',
      left: what,
    };
  },
};

function isWorkloadIdentity({
  spec,
}: {
  spec: { identity: { type: string } };
}): boolean {
  return spec.identity.type === 'WorkloadIdentity';
}

/** `Federated credential for service account cardio/cardio`; by its name when it trusts something else. */
function nameOf({ name, subject }: FederatedCredential): string {
  const [, namespace, account] = SERVICE_ACCOUNT.exec(subject) ?? [];
  return account
    ? `Federated credential for service account ${namespace}/${account}`
    : `Federated credential ${name}`;
}
