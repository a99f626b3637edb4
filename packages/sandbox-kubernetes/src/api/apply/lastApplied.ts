import { isObject, objectAt, stringAt, type JsonObject } from '../jsonValue';
import { groupVersion, type ResourceType } from '../types/resourceType';
import { compareFields } from './compareFields';
import { fieldsOf } from './fieldsOf';
import { FieldSet } from './fieldSet';
import { typedSchema } from './typedSchema';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** The one manager for which the API server looks at what was applied on the client's side before. */
export const kubectl = 'kubectl';

function lastApplied(live: JsonObject): string | undefined {
  return stringAt(live, 'metadata', 'annotations', annotation);
}

/**
 * The fields that `kubectl apply` without `--server-side` set and that still have their values: taking
 * them over is no conflict. Model: lastappliedmanager.go of apimachinery's managedfields.
 */
export function clientSideFields(
  type: ResourceType,
  live: JsonObject,
): FieldSet {
  const text = lastApplied(live);
  const applied = text === undefined ? undefined : parse(text);
  if (applied?.apiVersion !== groupVersion(type)) return new FieldSet();
  const schema = typedSchema(type);
  const { added, modified, removed } = compareFields(schema, applied, live);
  return fieldsOf(schema, applied)
    .difference(modified)
    .difference(added)
    .difference(removed);
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the annotation of client-side apply in step with what is applied on the server's side. Changes the object, which is ours. */
export function syncLastApplied(object: JsonObject, config: JsonObject): void {
  if (!lastApplied(object)) return;
  const annotations = objectAt(object, 'metadata', 'annotations') ?? {};
  const { [annotation]: _last, ...others } =
    objectAt(config, 'metadata', 'annotations') ?? {};
  const hasAnnotations = objectAt(config, 'metadata')?.annotations;
  const metadata = {
    ...objectAt(config, 'metadata'),
    ...(hasAnnotations ? { annotations: others } : {}),
  };
  annotations[annotation] = `${sortedJson({ ...config, metadata })}\n`;
}

/** JSON as Go writes maps: by name. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    isObject(one)
      ? Object.fromEntries(
          Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : one,
  );
}
