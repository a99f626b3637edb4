import { groupVersion, type ResourceType } from '../types/resourceType';

const query = (name: string) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
});

/** The query parameters of a write; kubectl looks here whether the server knows dryRun and fieldValidation. */
const writeParameters = ['dryRun', 'fieldManager', 'fieldValidation'].map(
  query,
);

const listParameters = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
  'watch',
].map(query);

const removeParameters = [
  'dryRun',
  'gracePeriodSeconds',
  'propagationPolicy',
].map(query);

const patchTypes = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
];

/** The paths of one type in an OpenAPI 3 document. */
export function openApiPaths(type: ResourceType): Record<string, object> {
  const root = type.group
    ? `/apis/${groupVersion(type)}`
    : `/api/${type.version}`;
  const base = type.namespaced
    ? `${root}/namespaces/{namespace}/${type.resource}`
    : `${root}/${type.resource}`;
  const operation = operationsOf(type);
  const paths: Record<string, object> = {
    [base]: {
      get: operation('list', listParameters),
      post: operation('post', writeParameters),
      delete: operation('deletecollection', [
        ...listParameters,
        ...removeParameters,
      ]),
    },
    [`${base}/{name}`]: {
      get: operation('get', []),
      put: operation('put', writeParameters),
      patch: patchOperation(type),
      delete: operation('delete', removeParameters),
    },
  };
  if (type.namespaced)
    paths[`${root}/${type.resource}`] = {
      get: operation('list', listParameters),
    };
  for (const name of subresources(type)) {
    paths[`${base}/{name}/${name}`] = {
      get: operation('get', []),
      put: operation('put', writeParameters),
      patch: patchOperation(type),
    };
  }
  return paths;
}

function subresources(type: ResourceType): string[] {
  return [
    ...(type.statusSubresource ? ['status'] : []),
    ...(type.scale ? ['scale'] : []),
  ];
}

function kindOf({ group, version, kind }: ResourceType) {
  return { group, kind, version };
}

function contentOf(type: ResourceType) {
  return {
    'application/json': {
      schema: { $ref: `#/components/schemas/${type.definition}` },
    },
  };
}

function operationsOf(type: ResourceType) {
  return (action: string, parameters: object[]) => ({
    operationId:
      `${action}_${type.group || 'core'}_${type.version}_${type.kind}`.replace(
        /\W/g,
        '_',
      ),
    parameters,
    ...(action === 'post' || action === 'put'
      ? { requestBody: { content: contentOf(type), required: true } }
      : {}),
    responses: { '200': { description: 'OK', content: contentOf(type) } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kindOf(type),
  });
}

function patchOperation(type: ResourceType) {
  const types = type.custom
    ? patchTypes
    : [...patchTypes, 'application/strategic-merge-patch+json'];
  return {
    ...operationsOf(type)('patch', [...writeParameters, query('force')]),
    requestBody: {
      required: true,
      content: Object.fromEntries(
        types.map(one => [one, { schema: { type: 'object' } }]),
      ),
    },
  };
}
