import { fhirWith } from '../testing/fhirWith';
import { roleIssues, rolesFile } from './rolesFile';

const roles = [
  { name: 'reader', dataActions: ['read', 'search'] },
  { name: 'Writer', dataActions: ['*'], notDataActions: ['hardDelete'] },
];
const specWith = (names: string[]) =>
  fhirWith({
    authorization: {
      roles: names.map(name => ({ name, dataActions: ['read'] })),
    },
  }).spec;

describe('rolesFile', () => {
  it('has the shape that the server checks at its start', () => {
    const file = rolesFile(fhirWith({ authorization: { roles } }).spec);
    expect(JSON.parse(file ?? '')).toEqual({
      roles: [
        {
          name: 'reader',
          dataActions: ['read', 'search'],
          notDataActions: [],
          scopes: ['/'],
        },
        {
          name: 'Writer',
          dataActions: ['*'],
          notDataActions: ['hardDelete'],
          scopes: ['/'],
        },
      ],
    });
  });

  it.each([[undefined], [[]]])(
    'is the one of the image when roles is %j',
    none => {
      const { spec } = fhirWith({ authorization: { roles: none } });
      expect(rolesFile(spec)).toBeUndefined();
    },
  );
});

describe('roleIssues', () => {
  it('finds roles that are one to the server', () => {
    expect(roleIssues(specWith(['reader', 'writer', 'Reader']))).toEqual([
      {
        field: 'spec.authorization.roles[2].name',
        value: '"Reader"',
        message:
          'is the same role as roles[0] to the server, which ignores case',
        remedy: 'give every role a name of its own',
      },
    ]);
  });

  it('finds nothing in roles of different names', () => {
    expect(roleIssues(specWith(['reader', 'writer']))).toEqual([]);
    expect(roleIssues(fhirWith().spec)).toEqual([]);
  });
});
