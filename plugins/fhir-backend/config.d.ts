export interface Config {
  /** The clusters whose FHIR servers this portal shows and provisions. */
  fhir?: {
    clusters?: Array<{
      /** Name of the cluster: lower case letters, digits and dashes. It is part of every instance id: do not change it. */
      name: string;
      /** Name for people. */
      title?: string;
      /** Path of a kubeconfig. Left out: KUBECONFIG, or the service account of the pod. */
      kubeconfig?: string;
      /** Context in that kubeconfig. Left out: its current context. */
      context?: string;
      /** Namespaces that the forms offer; default: fhir. */
      namespaces?: string[];
      /** Public host name of a server, with {name} and {namespace}; default: {name}.{namespace}.example.org. */
      hostPattern?: string;
      /** URL of a host, with {host}; default: https://{host}. */
      urlPattern?: string;
      /** SQL server that the forms suggest. */
      databaseServer?: string;
      /** OpenID Connect authority that the forms suggest. */
      authority?: string;
      /** Audience that the forms suggest, with {name}. */
      audiencePattern?: string;
      /** Where the managed identities of the servers are made; needed to provision, not to look. */
      azure?: {
        /** Subscription of the managed identities. */
        subscriptionId: string;
        /** Resource group of the managed identities. */
        resourceGroup: string;
        /** Azure region of the managed identities. */
        location: string;
        /** Entra tenant. */
        tenantId: string;
        /** OIDC issuer URL of the AKS cluster, for federated credentials. */
        oidcIssuer: string;
        /** Service principal; left out: DefaultAzureCredential. */
        clientId?: string;
        /**
         * Secret of that service principal.
         * @visibility secret
         */
        clientSecret?: string;
        /** Azure Resource Manager endpoint; default: https://management.azure.com. */
        endpoint?: string;
        /** Entra login endpoint; default: https://login.microsoftonline.com. */
        authorityHost?: string;
        /** Roles that the identity of every server gets, such as Storage Blob Data Contributor on the export account. */
        roleAssignments?: Array<{
          /** Azure resource id of what the role is for. */
          scope: string;
          /** GUID of the role definition. */
          role: string;
        }>;
      };
    }>;
    catalog?: {
      /** Name of the catalog entity, with {cluster}, {namespace}, {name}; default: {name}. */
      entityNamePattern?: string;
    };
  };

  /**
   * The settings that the operator runs with, so that the page can show what an object should be beside what it is.
   * Left out: the operator's own defaults. `$include` the file of the operator to have them in one place.
   */
  fhirOperator?: {
    [setting: string]: unknown;
  };
}
