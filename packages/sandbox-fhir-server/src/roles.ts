import { z } from 'zod';

const dataActions = [
  '*',
  'read',
  'write',
  'delete',
  'hardDelete',
  'export',
  'resourceValidate',
  'reindex',
  'convertData',
  'import',
  'editProfileDefinitions',
  'smart',
  'searchParameter',
  'bulkOperator',
  'search',
  'readById',
  'create',
  'update',
] as const;

const DataAction = z.enum(dataActions);
/** What a role may do. */
export type DataAction = z.infer<typeof DataAction>;

const RolesFile = z.strictObject({
  roles: z.array(
    z.strictObject({
      name: z.string().regex(/^([a-zA-Z-_]+)$/),
      dataActions: z.array(DataAction),
      notDataActions: z.array(DataAction),
      scopes: z.array(z.literal('/')).length(1),
    }),
  ),
});

/** One role of roles.json. */
export type Role = z.infer<typeof RolesFile>['roles'][number];

/** The roles that the image ships. */
export const shippedRoles: Role[] = [
  role('globalReader', ['read']),
  role('globalExporter', ['read', 'export']),
  role('globalConverter', ['convertData']),
  role('globalImporter', ['import']),
  role('globalWriter', ['*'], ['hardDelete', 'reindex', 'export']),
  role('globalAdmin', ['*']),
  role('smartUser', ['read', 'write', 'smart']),
];

/** Parses /app/roles.json; throws what makes the server crash at start. */
export function parseRoles(text: string): Role[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error('The authorization role definition is no JSON.', { cause });
  }
  const parsed = RolesFile.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new Error(
      `The authorization role definition is invalid at '${path.join('.')}': ${message}`,
    );
  }
  const seen = new Set<string>();
  for (const { name } of parsed.data.roles) {
    if (seen.has(name.toLowerCase())) {
      throw new Error(`There are multiple roles with the name '${name}'`);
    }
    seen.add(name.toLowerCase());
  }
  return parsed.data.roles;
}

/** What somebody with these roles may do. `*` does not include `smart`. */
export function allowedActions(roles: Role[], held: string[]): Set<DataAction> {
  const names = new Set(held.map(name => name.toLowerCase()));
  const allowed = new Set<DataAction>();
  for (const one of roles) {
    if (!names.has(one.name.toLowerCase())) continue;
    const not = new Set(one.notDataActions);
    const given = one.dataActions.includes('*')
      ? dataActions.filter(action => action !== 'smart')
      : one.dataActions;
    for (const action of given) {
      if (!not.has(action) && !not.has('*')) allowed.add(action);
    }
  }
  return allowed;
}

function role(
  name: string,
  actions: DataAction[],
  notDataActions: DataAction[] = [],
): Role {
  return { name, dataActions: actions, notDataActions, scopes: ['/'] };
}
