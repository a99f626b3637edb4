import type { FhirSpec } from '../api/fhirSpec';
import type { FieldIssue } from '../api/InvalidInputError';

/** Where the server reads its roles, once at start; there is no setting for the path. */
export const ROLES_PATH = '/app/roles.json';

type Role = NonNullable<FhirSpec['authorization']['roles']>[number];

/**
 * The file roles.json of a spec; undefined when the roles of the image hold. Shape of upstream's roles.schema.json:
 * all four fields of a role are required and `scopes` is exactly `["/"]`.
 */
export function rolesFile({ authorization }: FhirSpec): string | undefined {
  const { roles } = authorization;
  if (!roles || roles.length === 0) return undefined;
  return `${JSON.stringify({ roles: roles.map(fileRole) }, null, 2)}\n`;
}

/** What the schema cannot say about roles: the server compares names without case and crashes on a repeated one. */
export function roleIssues({ authorization }: FhirSpec): FieldIssue[] {
  const { roles = [] } = authorization;
  return roles.flatMap(({ name }, index) => {
    const first = roles.findIndex(
      role => role.name.toLowerCase() === name.toLowerCase(),
    );
    return first === index
      ? []
      : [
          {
            field: `spec.authorization.roles[${index}].name`,
            value: JSON.stringify(name),
            message: `is the same role as roles[${first}] to the server, which ignores case`,
            remedy: 'give every role a name of its own',
          },
        ];
  });
}

function fileRole({ name, dataActions, notDataActions }: Role) {
  return { name, dataActions, notDataActions, scopes: ['/'] };
}
