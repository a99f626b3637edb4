import { isObject, listAt, objectsAt, type JsonObject } from '../jsonValue';
import { invalidValue, required } from '../schema/fieldErrors';
import type { FieldError } from '../statusError';
import type { ResourceType } from '../types/resourceType';

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const qualifiedPart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

const labelDetail =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const serviceDetail =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
/** What a DNS subdomain is, in the API server's words. */
export const subdomainDetail =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const keyDetail =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueDetail =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** Why a name is not allowed for a kind; undefined when it is. */
function nameProblem(type: ResourceType, name: string): string | undefined {
  if (type.group === 'rbac.authorization.k8s.io') {
    return name === '.' || name === '..' || /[/%]/.test(name)
      ? "may not contain '/' or '%'"
      : undefined;
  }
  if (type.kind === 'Namespace' && !type.group) {
    return short(name, label, labelDetail);
  }
  if (type.kind === 'Service' && !type.group) {
    return short(name, /^[a-z]([-a-z0-9]*[a-z0-9])?$/, serviceDetail);
  }
  if (name.length > 253) return 'must be no more than 253 characters';
  return subdomain.test(name) ? undefined : subdomainDetail;
}

function short(
  name: string,
  pattern: RegExp,
  detail: string,
): string | undefined {
  if (name.length > 63) return 'must be no more than 63 characters';
  return pattern.test(name) ? undefined : detail;
}

/** Checks name, labels, annotations, finalizers and owner references of any object. */
export function validateMetadata(
  type: ResourceType,
  object: JsonObject,
): FieldError[] {
  const meta = isObject(object.metadata) ? object.metadata : {};
  const name = typeof meta.name === 'string' ? meta.name : '';
  const errors: FieldError[] = [];
  const problem = nameProblem(type, name);
  if (name === '')
    errors.push(required('metadata.name', 'name or generateName is required'));
  else if (problem) errors.push(invalidValue('metadata.name', name, problem));
  return [
    ...errors,
    ...labelErrors(meta.labels, 'metadata.labels'),
    ...annotationErrors(meta.annotations, 'metadata.annotations'),
    ...finalizerErrors(meta, type),
    ...ownerErrors(meta),
  ];
}

function keyProblem(key: string): string | undefined {
  const [first, second, ...rest] = key.split('/');
  if (rest.length > 0) {
    return "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
  }
  const name = second ?? first;
  if (second !== undefined && !subdomain.test(first)) {
    return `prefix part ${subdomainDetail}`;
  }
  if (name.length > 63) return 'name part must be no more than 63 characters';
  return qualifiedPart.test(name) ? undefined : keyDetail;
}

/** Checks label keys and values; also used for selectors and pod templates. */
export function labelErrors(labels: unknown, path: string): FieldError[] {
  if (!isObject(labels)) return [];
  return Object.entries(labels).flatMap(([key, value]) => {
    const text = String(value);
    const problem = keyProblem(key);
    const errors = problem ? [invalidValue(path, key, problem)] : [];
    if (text.length > 63) {
      errors.push(
        invalidValue(path, text, 'must be no more than 63 characters'),
      );
    } else if (text !== '' && !qualifiedPart.test(text)) {
      errors.push(invalidValue(path, text, valueDetail));
    }
    return errors;
  });
}

/** Checks annotation keys and their total size; also used for pod templates. */
export function annotationErrors(
  annotations: unknown,
  path: string,
): FieldError[] {
  if (!isObject(annotations)) return [];
  const errors = Object.keys(annotations).flatMap(key => {
    const problem = keyProblem(key.toLowerCase());
    return problem ? [invalidValue(path, key, problem)] : [];
  });
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) => sum + key.length + String(value).length,
    0,
  );
  if (size > 256 * 1024) {
    errors.push({
      reason: 'FieldValueTooLong',
      field: path,
      message: 'Too long: may not be more than 262144 bytes',
    });
  }
  return errors;
}

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

function finalizerErrors(meta: JsonObject, type: ResourceType): FieldError[] {
  // Only the groups of Kubernetes itself ask for a domain.
  const isStrict = !type.custom && type.group !== 'apiextensions.k8s.io';
  const finalizers = listAt(meta, 'finalizers').map(String);
  const errors = finalizers.flatMap((finalizer, index) => {
    const problem = keyProblem(finalizer);
    const isKnown =
      finalizer.includes('/') || standardFinalizers.includes(finalizer);
    return [
      ...(problem
        ? [invalidValue('metadata.finalizers', finalizer, problem)]
        : []),
      ...(isStrict && !isKnown
        ? [
            invalidValue(
              `metadata.finalizers[${index}]`,
              finalizer,
              'name is neither a standard finalizer name nor is it fully qualified',
            ),
          ]
        : []),
    ];
  });
  if (
    finalizers.includes('orphan') &&
    finalizers.includes('foregroundDeletion')
  ) {
    errors.push(
      invalidValue(
        'metadata.finalizers',
        finalizers,
        'finalizer orphan and foregroundDeletion cannot be both set',
      ),
    );
  }
  return errors;
}

function ownerErrors(meta: JsonObject): FieldError[] {
  const path = 'metadata.ownerReferences';
  const owners = objectsAt(meta, 'ownerReferences');
  const errors = owners.flatMap(owner =>
    ['apiVersion', 'kind', 'name', 'uid'].flatMap(field =>
      owner[field]
        ? []
        : [invalidValue(`${path}.${field}`, '', 'must not be empty')],
    ),
  );
  const controllers = owners.filter(owner => owner.controller === true);
  if (controllers.length > 1) {
    const names = controllers.map(owner => `${owner.kind}/${owner.name}`);
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${names.join(' and ')}`;
    errors.push(invalidValue(path, owners, detail));
  }
  return errors;
}
