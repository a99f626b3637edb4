import type { FhirSpec } from '../api/fhirSpec';
import { unreachable } from '../unreachable';

/**
 * The connection string, which holds no secret; undefined when it comes from a Secret. Forms of
 * Microsoft.Data.SqlClient 7: the workload identity is taken from the environment that the webhook injects.
 */
export function connectionString(
  database: FhirSpec['database'],
  identity: FhirSpec['identity'],
): string | undefined {
  const signIn = authentication(database, identity);
  if (!signIn) return undefined;
  return [
    `Server=tcp:${database.server},1433`,
    `Initial Catalog=${database.name}`,
    ...signIn,
    'Encrypt=Mandatory',
    'TrustServerCertificate=False',
    'Connection Timeout=30',
    `Max Pool Size=${database.maxPoolSize}`,
  ].join(';');
}

function authentication(
  database: FhirSpec['database'],
  { clientId }: FhirSpec['identity'],
): string[] | undefined {
  const user = clientId ? [`User Id=${clientId}`] : [];
  switch (database.authentication) {
    case 'WorkloadIdentity':
      return ['Authentication=Active Directory Workload Identity'];
    case 'ManagedIdentity':
      return ['Authentication=Active Directory Managed Identity', ...user];
    case 'Secret':
      return undefined;
    default:
      return unreachable(database.authentication);
  }
}
