import { valueAt } from '../jsonValue';
import { builtinTypes } from '../types/builtinTypes';
import { TypeRegistry } from '../types/typeRegistry';
import { OpenApiDocuments } from './OpenApiDocuments';

const [deployments] = builtinTypes().filter(type => type.kind === 'Deployment');

function everything(): TypeRegistry {
  const types = new TypeRegistry();
  for (const type of builtinTypes()) {
    types.replace(type.group, type.resource, [type]);
  }
  return types;
}

function referencesOf(text: string, prefix: string): string[] {
  return [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => {
    expect(reference.startsWith(prefix)).toBe(true);
    return reference.slice(prefix.length);
  });
}

describe('the OpenAPI documents', () => {
  const types = everything();
  const documents = new OpenApiDocuments(types);

  it('have one for each group and version', () => {
    expect(documents.groupVersions()).toEqual(
      expect.arrayContaining(['api/v1', 'apis/apps/v1', 'apis/batch/v1']),
    );
    expect(documents.version3('apis/nothing/v1')).toBe(undefined);
  });

  it('define all that they refer to', () => {
    for (const path of documents.groupVersions()) {
      const { text } = documents.version3(path) ?? { text: '{}' };
      const schemas = Object(
        valueAt(JSON.parse(text), 'components', 'schemas'),
      );
      for (const name of referencesOf(text, '#/components/schemas/')) {
        expect(schemas).toHaveProperty([name]);
      }
    }
    const { text } = documents.version2() ?? { text: '{}' };
    const definitions = Object(valueAt(JSON.parse(text), 'definitions'));
    for (const name of referencesOf(text, '#/definitions/')) {
      expect(definitions).toHaveProperty([name]);
    }
  });

  it('say that a server knows dry runs and the validation of fields', () => {
    const document = JSON.parse(documents.version3('apis/apps/v1')?.text ?? '');
    const patch = valueAt(
      document,
      'paths',
      '/apis/apps/v1/namespaces/{namespace}/deployments/{name}',
      'patch',
    );
    expect(JSON.stringify(patch)).toContain('"dryRun"');
    expect(JSON.stringify(patch)).toContain('"fieldValidation"');
  });

  it('stay the same until a type comes or goes', () => {
    const mine = new TypeRegistry();
    mine.replace('apps', 'deployments', [deployments]);
    const changing = new OpenApiDocuments(mine);
    const first = changing.version3('apis/apps/v1');
    expect(changing.version3('apis/apps/v1')).toBe(first);
    mine.replace('apps', 'deployments', [
      { ...deployments, schema: {}, custom: true },
    ]);
    expect(changing.version3('apis/apps/v1')?.hash).not.toBe(first?.hash);
  });
});
