import { isObject, objectAt, stringAt } from '../jsonValue';
import { builtinDefinitions } from '../schema/builtinSchemas';

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** What the API says about a field of a built-in type (`spec.replicas`), for the header of its column. */
export function fieldDescription(definition: string, path: string): string {
  const [first, ...rest] = path.split('.');
  const isMeta = first === 'metadata';
  let name: string | undefined = isMeta ? objectMeta : definition;
  let field: unknown;
  for (const step of isMeta ? rest : [first, ...rest]) {
    field = objectAt(builtinDefinitions, name ?? '', 'properties')?.[step];
    name = referenceOf(field);
  }
  return stringAt(field, 'description') ?? '';
}

function referenceOf(field: unknown): string | undefined {
  if (!isObject(field)) return undefined;
  const [only] = Array.isArray(field.allOf) ? field.allOf : [field];
  return stringAt(only, '$ref')?.split('/').pop();
}
