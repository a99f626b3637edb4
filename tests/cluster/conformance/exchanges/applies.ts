import {
  get,
  only,
  patch,
  post,
  put,
  refusal,
  type Exchange,
  type Script,
} from '../Exchange';
import { widget, widgetsPath as widgets } from '../widgets';

const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';
const meta = only('spec', 'metadata.managedFields', 'metadata.labels');
const spec = only('spec');

/** Server-side apply of a widget as a manager. */
function apply(
  title: string,
  manager: string,
  body: Record<string, unknown>,
  more: {
    query?: string;
    name?: string;
    show?: Exchange['show'];
    subresource?: string;
  } = {},
): Exchange {
  const { query = '', name = 'one', show = meta.show, subresource = '' } = more;
  return patch(
    title,
    `${widgets}/${name}${subresource}?fieldManager=${manager}${query}`,
    'apply',
    body,
    { show },
  );
}

const container = (name: string, more: object = {}) => ({
  name,
  image: 'example.test/web:1',
  ...more,
});
const deployment = (containers: object[], more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers } },
    ...more,
  },
});
const containers = (
  title: string,
  manager: string,
  body: Record<string, unknown>,
  query = '',
) =>
  patch(
    title,
    `${deployments}/web?fieldManager=${manager}${query}`,
    'apply',
    body,
    {
      show: ({ spec: found, ...rest }) => (found ? { spec: found } : rest),
    },
  );

/** Server-side apply: ownership, conflicts, force, removal, list keys, sets, atomic fields. */
export const applies: Script = {
  name: 'applies',
  exchanges: [
    apply(
      'creates the object',
      'alice',
      widget('one', { replicas: 2, tags: ['a', 'b'], labels: { x: '1' } }),
    ),
    apply(
      'the same again: the version stays',
      'alice',
      widget('one', { replicas: 2, tags: ['a', 'b'], labels: { x: '1' } }),
      only('metadata.resourceVersion'),
    ),
    get(
      'the version after it',
      `${widgets}/one`,
      only('metadata.resourceVersion'),
    ),
    apply(
      'another manager adds fields',
      'bob',
      widget('one', { open: true, tags: ['c'], labels: { y: '2' } }),
    ),
    apply(
      'a field of another manager → 409',
      'bob',
      widget('one', { replicas: 3 }),
      { show: body => body },
    ),
    apply(
      'two fields of another manager → 409',
      'bob',
      widget('one', { replicas: 3, labels: { x: '9' } }),
      { show: body => body },
    ),
    apply(
      'the same value is shared',
      'bob',
      widget('one', {
        replicas: 2,
        open: true,
        tags: ['c'],
        labels: { y: '2' },
      }),
    ),
    apply(
      'a shared field cannot be changed alone → 409',
      'alice',
      widget('one', { replicas: 4, tags: ['a', 'b'], labels: { x: '1' } }),
      { show: body => body },
    ),
    apply(
      'force takes it over',
      'alice',
      widget('one', { replicas: 4, tags: ['a', 'b'], labels: { x: '1' } }),
      { query: '&force=true' },
    ),
    apply(
      'a field that is given up by its only owner goes',
      'bob',
      widget('one', { tags: ['c'] }),
    ),
    apply(
      'items of a set go with their owner',
      'alice',
      widget('one', { replicas: 4, tags: ['b'] }),
    ),
    patch(
      'a merge patch is an Update manager',
      `${widgets}/one?fieldManager=carol`,
      'merge',
      { spec: { replicas: 5, owner: 'carol' } },
      meta,
    ),
    apply(
      'it conflicts with an applier → 409',
      'alice',
      widget('one', { replicas: 4, tags: ['b'] }),
      { show: body => body },
    ),
    apply(
      'an applier gives up: the value of the updater stays',
      'alice',
      widget('one', { tags: ['b'] }),
    ),
    get('read for the replace', `${widgets}/one`),
    put(
      'a replace tracks what it changes',
      `${widgets}/one?fieldManager=dora`,
      answers => ({
        ...answers('read for the replace'),
        spec: { replicas: 6 },
      }),
      meta,
    ),
    apply(
      'a label',
      'alice',
      widget(
        'one',
        { tags: ['b'] },
        { metadata: { labels: { team: 'x' }, annotations: { note: 'y' } } },
      ),
      only('metadata.labels', 'metadata.annotations', 'metadata.managedFields'),
    ),
    apply(
      'the status is a thing of its own',
      'operator',
      {
        apiVersion: 'conformance.fhir-on-aks.io/v1',
        kind: 'Widget',
        metadata: { name: 'one' },
        status: {
          replicas: 1,
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      },
      { subresource: '/status', ...only('status', 'metadata.managedFields') },
    ),
    apply(
      'another manager writes another condition',
      'observer',
      {
        apiVersion: 'conformance.fhir-on-aks.io/v1',
        kind: 'Widget',
        metadata: { name: 'one' },
        status: { conditions: [{ type: 'Seen', status: 'True' }] },
      },
      { subresource: '/status', ...only('status') },
    ),
    apply(
      'a condition of another → 409',
      'observer',
      {
        apiVersion: 'conformance.fhir-on-aks.io/v1',
        kind: 'Widget',
        metadata: { name: 'one' },
        status: { conditions: [{ type: 'Ready', status: 'False' }] },
      },
      { subresource: '/status', show: body => body },
    ),
    apply('without a field manager → 422', '', widget('one'), {
      show: body => body,
    }),
    apply(
      'another kind → 400',
      'alice',
      { ...widget('one'), kind: 'Gadget' },
      { show: body => body },
    ),
    apply('another name → 400', 'alice', widget('two'), { show: body => body }),
    apply(
      'managed fields cannot be applied → 400',
      'alice',
      widget('one', {}, { metadata: { managedFields: [{}] } }),
      { show: body => body },
    ),
    apply(
      'a stale version → 409',
      'alice',
      widget('one', {}, { metadata: { resourceVersion: '1' } }),
      { show: body => body },
    ),
    apply(
      'an unknown field → 500',
      'alice',
      widget('one', { tags: ['b'], extra: 1 }),
      { show: ({ status, message, code }) => ({ status, message, code }) },
    ),
    apply(
      'an unknown field that is to be ignored → 500',
      'alice',
      widget('one', { tags: ['b'], extra: 1 }),
      {
        query: '&fieldValidation=Ignore',
        show: ({ status, message, code }) => ({ status, message, code }),
      },
    ),
    apply(
      'an invalid value → 422',
      'alice',
      widget('one', { tags: ['b'], replicas: 99 }),
      { query: '&force=true', show: body => body },
    ),
    apply(
      'a dry run changes nothing',
      'alice',
      widget('one', { tags: ['b'], size: 'Small', open: false }),
      { query: '&dryRun=All', ...only('spec.open') },
    ),
    get('after the dry run', `${widgets}/one`, only('spec.open')),
    post(
      'an object made by POST',
      `${widgets}?fieldManager=maker`,
      widget('posted', {
        replicas: 3,
        place: { room: 'a', floor: 1 },
        steps: ['1', '2'],
        ports: [{ name: 'http', port: 80 }],
      }),
      meta,
    ),
    apply(
      'an atomic map is one field → 409',
      'alice',
      widget('posted', { place: { room: 'b' } }),
      { name: 'posted', show: body => body },
    ),
    apply(
      'an atomic map is replaced whole',
      'alice',
      widget('posted', { place: { room: 'b' } }),
      { name: 'posted', query: '&force=true' },
    ),
    apply(
      'an atomic list is one field → 409',
      'alice',
      widget('posted', { place: { room: 'b' }, steps: ['1'] }),
      { name: 'posted', show: body => body },
    ),
    apply(
      'an item of a map list is added beside',
      'alice',
      widget('posted', {
        place: { room: 'b' },
        ports: [{ name: 'https', port: 443 }],
      }),
      { name: 'posted' },
    ),
    apply(
      'a field of another’s item → 409',
      'alice',
      widget('posted', {
        place: { room: 'b' },
        ports: [{ name: 'http', port: 81 }],
      }),
      { name: 'posted', show: body => body },
    ),
    apply(
      'an item goes with its owner',
      'alice',
      widget('posted', { place: { room: 'b' } }),
      { name: 'posted', ...spec },
    ),
    apply(
      'nothing left: only what others own stays',
      'alice',
      {
        apiVersion: 'conformance.fhir-on-aks.io/v1',
        kind: 'Widget',
        metadata: { name: 'posted' },
      },
      { name: 'posted' },
    ),
    apply(
      'the same key twice → 500',
      'alice',
      widget('posted', { ports: [{ name: 'a' }, { name: 'a' }] }),
      { name: 'posted', ...refusal },
    ),
    containers(
      'a deployment is created',
      'alice',
      deployment([container('web')]),
    ),
    containers(
      'a second container',
      'bob',
      deployment([container('side')]),
      '',
    ),
    containers(
      'a variable of the first container',
      'carol',
      deployment([container('web', { env: [{ name: 'A', value: '1' }] })]),
    ),
    containers(
      'ports are told apart by number and protocol',
      'carol',
      deployment([
        container('web', {
          env: [{ name: 'A', value: '1' }],
          ports: [
            { containerPort: 80 },
            { containerPort: 80, protocol: 'UDP' },
          ],
        }),
      ]),
    ),
    containers(
      'the variable goes, the ports stay',
      'carol',
      deployment([
        container('web', {
          ports: [
            { containerPort: 80 },
            { containerPort: 80, protocol: 'UDP' },
          ],
        }),
      ]),
    ),
    containers(
      'the second container goes with its owner',
      'bob',
      deployment([container('web')]),
    ),
    containers(
      'an image of others → 409',
      'bob',
      deployment([container('web', { image: 'example.test/web:2' })]),
    ),
    containers(
      'forced',
      'bob',
      deployment([container('web', { image: 'example.test/web:2' })]),
      '&force=true',
    ),
  ],
};
