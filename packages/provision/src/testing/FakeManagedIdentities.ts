import { randomUUID } from 'node:crypto';
import type {
  FederatedCredential,
  ManagedIdentity,
  ManagedIdentityProvider,
  RoleGrant,
} from '../ManagedIdentityProvider';
import { AzureError } from '../providers/azure/AzureError';

/** Managed identities in memory, for tests of what uses the port. `failNext` makes the next call fail. */
export class FakeManagedIdentities implements ManagedIdentityProvider {
  readonly place = 'rg-fhir (westeurope)';
  readonly issuer = 'https://oidc.example.org/one/';
  readonly identities = new Map<string, ManagedIdentity>();
  readonly credentials = new Map<string, FederatedCredential[]>();
  readonly granted: Array<{ principalId: string; grant: RoleGrant }> = [];
  private failure?: Error;

  constructor(readonly roles: RoleGrant[] = []) {}

  /** The next call throws. */
  failNext(error: Error): void {
    this.failure = error;
  }

  async get(name: string) {
    this.mayFail();
    return this.identities.get(name);
  }

  async list() {
    this.mayFail();
    return [...this.identities.values()];
  }

  async put(name: string, tags: Record<string, string>) {
    this.mayFail();
    const identity = {
      name,
      resourceId: `/subscriptions/s/resourcegroups/rg-fhir/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
      clientId: randomUUID(),
      principalId: randomUUID(),
      tenantId: '11111111-1111-4111-8111-111111111111',
      ...this.identities.get(name),
      tags,
    };
    this.identities.set(name, identity);
    return identity;
  }

  async remove(name: string) {
    this.mayFail();
    this.credentials.delete(name);
    return this.identities.delete(name);
  }

  async listFederatedCredentials(identity: string) {
    this.mayFail();
    return this.credentials.get(identity) ?? [];
  }

  async putFederatedCredential(
    identity: string,
    credential: FederatedCredential,
  ) {
    this.mayFail();
    if (!this.identities.has(identity)) {
      throw new AzureError('Azure answered ParentResourceNotFound', {
        code: 'ParentResourceNotFound',
        retry: 'retry',
        statusCode: 404,
      });
    }
    const others = (this.credentials.get(identity) ?? []).filter(
      ({ name }) => name !== credential.name,
    );
    this.credentials.set(identity, [...others, credential]);
  }

  async removeFederatedCredential(identity: string, name: string) {
    this.mayFail();
    const all = this.credentials.get(identity) ?? [];
    const rest = all.filter(credential => credential.name !== name);
    this.credentials.set(identity, rest);
    return rest.length < all.length;
  }

  async listRoles(principalId: string) {
    this.mayFail();
    return this.granted
      .filter(held => held.principalId === principalId)
      .map(({ grant }) => grant);
  }

  async putRole(principalId: string, grant: RoleGrant) {
    this.mayFail();
    this.granted.push({ principalId, grant });
  }

  async removeRole(principalId: string, grant: RoleGrant) {
    this.mayFail();
    const at = this.granted.findIndex(
      held =>
        held.principalId === principalId &&
        held.grant.scope === grant.scope &&
        held.grant.role === grant.role,
    );
    if (at >= 0) this.granted.splice(at, 1);
    return at >= 0;
  }

  private mayFail(): void {
    const error = this.failure;
    this.failure = undefined;
    if (error) throw error;
  }
}
