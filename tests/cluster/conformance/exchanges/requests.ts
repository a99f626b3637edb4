import {
  get,
  only,
  patch,
  post,
  put,
  refusal,
  remove,
  type Script,
} from '../Exchange';

const configMaps = '/api/v1/namespaces/{ns}/configmaps';
const settings = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', labels: { app: 'web' } },
  data: { a: '1' },
};
const named = (metadata: object, more: object = {}) => ({
  ...settings,
  metadata,
  ...more,
});
const noUid = '00000000-0000-0000-0000-000000000000';

/** Create, read, replace, delete, and every way to be refused. */
export const requests: Script = {
  name: 'requests',
  exchanges: [
    post('create', configMaps, settings),
    post('create again → 409 AlreadyExists', configMaps, settings),
    get('read', `${configMaps}/settings`),
    get('read what is not there → 404', `${configMaps}/other`),
    get(
      'read in a namespace that is not there → 404',
      '/api/v1/namespaces/nowhere/configmaps/settings',
    ),
    get(
      'a resource that is not served → 404',
      '/api/v1/namespaces/{ns}/nothings',
      refusal,
    ),
    get(
      'a group that is not served → 404',
      '/apis/nothing.example.org/v1/nothings',
      refusal,
    ),
    post(
      'create in a namespace that is not there → 404',
      '/api/v1/namespaces/nowhere/configmaps',
      settings,
    ),
    post('create without a name → 422', configMaps, named({})),
    post(
      'create with a name that is no DNS name → 422',
      configMaps,
      named({ name: 'Not_A_Name' }),
    ),
    post(
      'create with wrong labels → 422',
      configMaps,
      named({ name: 'labels', labels: { 'a b': 'x', ok: 'not ok!' } }),
    ),
    post(
      'create with wrong annotations → 422',
      configMaps,
      named({ name: 'notes', annotations: { 'a/b/c': 'x' } }),
    ),
    post(
      'create with a finalizer without a domain → 422',
      configMaps,
      named({ name: 'held', finalizers: ['no domain'] }),
    ),
    post(
      'create with half an owner → 422',
      configMaps,
      named({
        name: 'owned',
        ownerReferences: [
          { apiVersion: 'v1', kind: 'ConfigMap', name: '', uid: '' },
        ],
      }),
    ),
    post(
      'create in another namespace than the path says → 400',
      configMaps,
      named({ name: 'x', namespace: 'default' }),
    ),
    post(
      'create another kind than the path says → 400',
      configMaps,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'x' },
      },
      refusal,
    ),
    post(
      'create another version than the path says → 400',
      configMaps,
      {
        ...settings,
        apiVersion: 'v2',
      },
      refusal,
    ),
    post(
      'create with a resourceVersion → 500',
      configMaps,
      named({ name: 'x', resourceVersion: '1' }),
    ),
    post(
      'create with a field of a wrong type → 400',
      configMaps,
      named({ name: 'x' }, { data: 'text' }),
      refusal,
    ),
    post('create from what is no JSON → 400', configMaps, '{', refusal),
    post('create with an unknown content type → 415', configMaps, settings, {
      type: 'text/csv',
      ...refusal,
    }),
    get('ask for an unknown content type → 406', `${configMaps}/settings`, {
      accept: 'text/csv',
      ...refusal,
    }),
    post(
      'create with unknown fields, silently',
      `${configMaps}?fieldValidation=Ignore`,
      named({ name: 'ignored' }, { extra: 1 }),
      only('extra', 'data'),
    ),
    post(
      'create with unknown fields, with warnings',
      `${configMaps}?fieldValidation=Warn`,
      named({ name: 'warned', extra: 1 }, { more: { a: 1 } }),
      only('more', 'data'),
    ),
    post(
      'create with unknown fields, strictly → 400',
      `${configMaps}?fieldValidation=Strict`,
      named({ name: 'strict', extra: 1 }, { more: { a: 1 } }),
    ),
    post(
      'create with an unknown fieldValidation → 422',
      `${configMaps}?fieldValidation=Maybe`,
      settings,
    ),
    post(
      'create in a dry run',
      `${configMaps}?dryRun=All`,
      named({ name: 'dry' }),
      only('data', 'metadata.name'),
    ),
    get('the dry run stored nothing → 404', `${configMaps}/dry`),
    post('an unknown dry run → 422', `${configMaps}?dryRun=Some`, settings),
    put('replace', `${configMaps}/settings`, answers => ({
      ...answers('create'),
      data: { a: '2' },
    })),
    put(
      'replace from an old version → 409 Conflict',
      `${configMaps}/settings`,
      answers => ({ ...answers('create'), data: { a: '3' } }),
    ),
    put(
      'replace without a version',
      `${configMaps}/settings`,
      { ...settings, data: { a: '4' } },
      only('data', 'metadata.labels'),
    ),
    put(
      'replace another uid → 409',
      `${configMaps}/settings`,
      named({ name: 'settings', uid: noUid }),
    ),
    put(
      'replace another name → 400',
      `${configMaps}/settings`,
      named({ name: 'other' }),
    ),
    put(
      'replace what is not there → 404',
      `${configMaps}/other`,
      named({ name: 'other' }),
    ),
    get(
      'read before nothing is changed',
      `${configMaps}/settings`,
      only('metadata.resourceVersion'),
    ),
    put(
      'replace with the same: the version stays',
      `${configMaps}/settings`,
      answers => answers('read before nothing is changed'),
      only('metadata.resourceVersion'),
    ),
    patch(
      'patch with nothing: the version stays',
      `${configMaps}/settings`,
      'merge',
      {},
      only('metadata.resourceVersion'),
    ),
    remove('delete with another uid → 409', `${configMaps}/settings`, {
      preconditions: { uid: noUid },
    }),
    remove(
      'delete from an old version → 409',
      `${configMaps}/settings`,
      answers => ({
        preconditions: {
          resourceVersion: answers('create').metadata.resourceVersion,
        },
      }),
      refusal,
    ),
    remove('delete in a dry run', `${configMaps}/settings?dryRun=All`),
    remove('delete with an unknown policy → 422', `${configMaps}/settings`, {
      propagationPolicy: 'Sideways',
    }),
    remove('delete', `${configMaps}/settings`),
    remove('delete again → 404', `${configMaps}/settings`),
    post(
      'a method that is not allowed → 405',
      `${configMaps}/settings`,
      settings,
      refusal,
    ),
    post(
      'create with a generated name',
      configMaps,
      named({ generateName: 'made-' }),
      {
        show: ({ metadata: { name, generateName } }) => ({
          length: name.length,
          begin: name.slice(0, 5),
          generateName,
        }),
      },
    ),
    remove(
      'delete a collection',
      `${configMaps}?labelSelector=app%3Dweb`,
      undefined,
      only('kind'),
    ),
    remove(
      'the namespaces of the system stay → 403',
      '/api/v1/namespaces/kube-system',
    ),
  ],
};
