import type {
  ServerContainer,
  ConnectionString,
  ConnectToDatabase,
} from '@fhir-on-aks/sandbox-fhir-server';

/** Why a sign-in was refused, in Azure's words; undefined when it was not. */
export type Refusal = string | undefined;

/** The ways to sign in that connections ask for. */
export interface SignIns {
  /** With the projected token and the AZURE_* variables of the webhook. */
  workloadIdentity(container: ServerContainer, scope: string): Promise<Refusal>;
  /** By the metadata endpoint of AAD Pod Identity. */
  podIdentity(container: ServerContainer, clientId?: string): Promise<Refusal>;
}

const scope = 'https://database.windows.net/.default';

/** Opens connections to the SQL servers that there are. A database is made when it is first asked for. */
export function createDatabaseConnector(
  servers: string[],
  signIns: SignIns,
): ConnectToDatabase {
  return async (container, connection) => {
    if (!servers.includes(connection.server)) return noSuchServer(connection);
    const method = connection.authentication?.toLowerCase() ?? '';
    if (method.includes('workload identity')) {
      return signIns.workloadIdentity(container, scope);
    }
    if (/managed identity|msi|default/.test(method)) {
      // Azure.Identity tries the token exchange first.
      return container.env.AZURE_FEDERATED_TOKEN_FILE
        ? signIns.workloadIdentity(container, scope)
        : signIns.podIdentity(container, connection.userId);
    }
    const { userId, hasPassword } = connection;
    return userId && hasPassword
      ? undefined
      : `Login failed for user '${userId ?? ''}'.`;
  };
}

function noSuchServer({ server }: ConnectionString): string {
  return `A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible. (provider: TCP Provider, error: 35) ---> No such host is known: ${server}`;
}
