import type { Clock } from '../clock';
import type { KubeObject } from '../contract';
import {
  equal,
  listAt,
  objectAt,
  objectsAt,
  stringAt,
  type JsonObject,
} from '../jsonValue';
import {
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../schema/fieldErrors';
import type { Schema } from '../schema/schema';
import { schemaDefinitionErrors } from '../schema/schemaDefinitionErrors';
import type { FieldError } from '../statusError';
import type { TypeRules } from './resourceType';
import type { TypeRegistry } from './typeRegistry';

/** What the API server does to CustomResourceDefinitions: defaults of names, checks of the schema, conditions. */
export function customDefinitionRules(
  types: TypeRegistry,
  clock: Clock,
): TypeRules {
  return {
    defaults: (object, old) => {
      defaultNames(object);
      if (old) keepStatusInStep(object);
    },
    validate,
    initialStatus: object => initialStatus(types, clock, object),
  };
}

function defaultNames(object: JsonObject): void {
  const names = objectAt(object, 'spec', 'names');
  if (!names) return;
  const kind = stringAt(names, 'kind') ?? '';
  if (!names.singular) names.singular = kind.toLowerCase();
  if (!names.listKind) names.listKind = `${kind}List`;
  const spec = objectAt(object, 'spec');
  if (spec && !spec.conversion) spec.conversion = { strategy: 'None' };
}

function storedVersion(object: JsonObject): string {
  const version = objectsAt(object, 'spec', 'versions').find(
    one => one.storage === true,
  );
  return stringAt(version, 'name') ?? '';
}

function keepStatusInStep(object: JsonObject): void {
  const status = objectAt(object, 'status');
  if (!status) return;
  status.acceptedNames = objectAt(object, 'spec', 'names');
  const stored = listAt(status, 'storedVersions');
  const now = storedVersion(object);
  if (now && !stored.includes(now)) status.storedVersions = [...stored, now];
}

function initialStatus(
  types: TypeRegistry,
  clock: Clock,
  object: JsonObject,
): JsonObject {
  defaultNames(object);
  const time = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
  const taken = takenName(types, object);
  const condition = (
    type: string,
    ok: boolean,
    reason: string,
    message: string,
  ) => ({
    type,
    status: ok ? 'True' : 'False',
    lastTransitionTime: time,
    reason,
    message,
  });
  return {
    conditions: [
      condition(
        'NamesAccepted',
        !taken,
        taken ? 'NameConflict' : 'NoConflicts',
        taken ?? 'no conflicts found',
      ),
      condition(
        'Established',
        !taken,
        taken ? 'NotAccepted' : 'InitialNamesAccepted',
        taken
          ? 'not all names are accepted'
          : 'the initial names have been accepted',
      ),
    ],
    acceptedNames: objectAt(object, 'spec', 'names') ?? {},
    storedVersions: [storedVersion(object)],
  };
}

function takenName(
  types: TypeRegistry,
  object: JsonObject,
): string | undefined {
  const group = stringAt(object, 'spec', 'group');
  const kind = stringAt(object, 'spec', 'names', 'kind');
  const plural = stringAt(object, 'spec', 'names', 'plural');
  const others = types
    .all()
    .filter(type => type.group === group && type.resource !== plural);
  if (others.some(type => type.kind === kind)) {
    return `"${kind}" is already in use`;
  }
  const short = listAt(object, 'spec', 'names', 'shortNames').find(name =>
    others.some(type => type.shortNames.includes(String(name))),
  );
  return short === undefined ? undefined : `"${short}" is already in use`;
}

function validate(object: JsonObject, old?: KubeObject): FieldError[] {
  const spec = objectAt(object, 'spec') ?? {};
  const errors = [...nameErrors(object, spec), ...versionErrors(spec)];
  if (old) {
    for (const field of ['group', 'scope']) {
      if (!equal(spec[field], objectAt(old, 'spec')?.[field])) {
        errors.push(
          invalidValue(`spec.${field}`, spec[field], 'field is immutable'),
        );
      }
    }
  }
  if (objectAt(spec, 'conversion')?.strategy === 'Webhook') {
    errors.push(
      forbiddenField(
        'spec.conversion.strategy',
        'the sandbox does not call conversion webhooks; use None',
      ),
    );
  }
  return errors;
}

function nameErrors(object: JsonObject, spec: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const group = stringAt(spec, 'group') ?? '';
  const plural = stringAt(spec, 'names', 'plural') ?? '';
  const name = stringAt(object, 'metadata', 'name') ?? '';
  if (!group) errors.push(required('spec.group'));
  if (!plural) errors.push(required('spec.names.plural'));
  if (!stringAt(spec, 'names', 'kind'))
    errors.push(required('spec.names.kind'));
  if (name !== `${plural}.${group}`) {
    errors.push(
      invalidValue(
        'metadata.name',
        name,
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  if (spec.scope !== 'Namespaced' && spec.scope !== 'Cluster') {
    errors.push(
      notSupported('spec.scope', spec.scope, ['Cluster', 'Namespaced']),
    );
  }
  const approved = objectAt(object, 'metadata', 'annotations')?.[
    'api-approved.kubernetes.io'
  ];
  if (/(^|\.)(k8s|kubernetes)\.io$/.test(group) && !approved) {
    errors.push(
      required(
        'metadata.annotations[api-approved.kubernetes.io]',
        'protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
      ),
    );
  }
  return errors;
}

function versionErrors(spec: JsonObject): FieldError[] {
  const versions = objectsAt(spec, 'versions');
  const errors: FieldError[] = [];
  if (versions.filter(one => one.storage === true).length !== 1) {
    errors.push(
      invalidValue(
        'spec.versions',
        versions,
        'must have exactly one version marked as storage version',
      ),
    );
  }
  if (!versions.some(one => one.storage === true)) {
    errors.push(
      invalidValue(
        'status.storedVersions',
        null,
        'must have at least one stored version',
      ),
    );
  }
  const schemas = versions.map(one =>
    objectAt(one, 'schema', 'openAPIV3Schema'),
  );
  // The API server keeps a schema that all versions share in one place, and names that place.
  const isShared = schemas.every(schema => equal(schema, schemas[0]));
  schemas.forEach((found, index) => {
    const schema: Schema | undefined = found;
    const own = `spec.versions[${index}].schema.openAPIV3Schema`;
    if (!schema) errors.push(required(own));
    else if (!isShared) errors.push(...schemaDefinitionErrors(schema, own));
    else if (index === 0) {
      const shared = 'spec.validation.openAPIV3Schema';
      errors.push(...schemaDefinitionErrors(schema, shared));
    }
  });
  return errors;
}
