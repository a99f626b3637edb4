/** What the sandbox reads of a SQL connection string. */
export interface ConnectionString {
  server: string;
  database: string;
  /** `Active Directory Workload Identity` …; undefined: user and password. */
  authentication?: string;
  userId?: string;
  hasPassword: boolean;
}

/** Parses `Server=…;Initial Catalog=…`; undefined when server or database is missing. */
export function parseConnectionString(
  text: string,
): ConnectionString | undefined {
  const values = new Map<string, string>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    if (at < 0) continue;
    values.set(
      part.slice(0, at).trim().toLowerCase().replaceAll(' ', ''),
      part.slice(at + 1).trim(),
    );
  }
  const server =
    values.get('server') ??
    values.get('datasource') ??
    values.get('address') ??
    values.get('addr');
  const database = values.get('initialcatalog') ?? values.get('database');
  if (!server || !database) return undefined;
  return {
    server: server.replace(/^tcp:/i, '').replace(/,\d+$/, '').toLowerCase(),
    database,
    authentication: values.get('authentication'),
    userId: values.get('userid') ?? values.get('uid'),
    hasPassword: Boolean(values.get('password') ?? values.get('pwd')),
  };
}
