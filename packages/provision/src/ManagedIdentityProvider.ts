/** A managed identity as Azure stores it. */
export interface ManagedIdentity {
  name: string;
  /** Azure resource id. */
  resourceId: string;
  clientId: string;
  principalId: string;
  tenantId: string;
  tags: Record<string, string>;
}

/** A federated credential: which Kubernetes service account may become the identity. */
export interface FederatedCredential {
  name: string;
  issuer: string;
  subject: string;
  audience: string;
}

/** A role that every identity gets, such as Storage Blob Data Contributor on the export account. */
export interface RoleGrant {
  /** Azure resource id of what the role is for, without a trailing slash. */
  scope: string;
  /** GUID of the role definition. */
  role: string;
}

/** How a call may be ended early. */
export interface ProviderCallOptions {
  signal?: AbortSignal;
}

/**
 * The port to the managed identities of one cluster. Adapters: `azureManagedIdentities` and `FakeManagedIdentities`
 * of `@fhir-on-aks/provision/testing`. Every method throws `AzureError`, which says whether to try again.
 */
export interface ManagedIdentityProvider {
  /** Where the identities are, for people: `rg-fhir (westeurope)`. */
  readonly place: string;
  /** OIDC issuer of the cluster, byte for byte as AKS gives it. */
  readonly issuer: string;
  /** Roles that every identity gets; empty when none are configured. */
  readonly roles: RoleGrant[];
  /** The identity, or undefined when there is none. */
  get(
    name: string,
    options?: ProviderCallOptions,
  ): Promise<ManagedIdentity | undefined>;
  /** All identities of the resource group. */
  list(options?: ProviderCallOptions): Promise<ManagedIdentity[]>;
  /** Creates the identity, or replaces its tags. */
  put(
    name: string,
    tags: Record<string, string>,
    options?: ProviderCallOptions,
  ): Promise<ManagedIdentity>;
  /** Deletes the identity; false when it was not there. */
  remove(name: string, options?: ProviderCallOptions): Promise<boolean>;
  /** The federated credentials of an identity; empty when the identity is not there. */
  listFederatedCredentials(
    identity: string,
    options?: ProviderCallOptions,
  ): Promise<FederatedCredential[]>;
  /** Creates or replaces a federated credential. */
  putFederatedCredential(
    identity: string,
    credential: FederatedCredential,
    options?: ProviderCallOptions,
  ): Promise<void>;
  /** Deletes a federated credential; false when it was not there. */
  removeFederatedCredential(
    identity: string,
    name: string,
    options?: ProviderCallOptions,
  ): Promise<boolean>;
  /** The roles of `roles` that the principal has. */
  listRoles(
    principalId: string,
    options?: ProviderCallOptions,
  ): Promise<RoleGrant[]>;
  /** Gives the principal a role; nothing happens when it has it. */
  putRole(
    principalId: string,
    grant: RoleGrant,
    options?: ProviderCallOptions,
  ): Promise<void>;
  /** Takes a role away; false when the principal did not have it. */
  removeRole(
    principalId: string,
    grant: RoleGrant,
    options?: ProviderCallOptions,
  ): Promise<boolean>;
}
