import { get, only, patch, post, refusal, type Script } from '../Exchange';
import { widget, widgetsPath as widgets } from '../widgets';

const services = '/api/v1/namespaces/{ns}/services';
const web = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'web',
    labels: { a: '1', b: '2' },
    finalizers: ['example.org/a'],
  },
  spec: {
    clusterIP: 'None',
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80 },
      { name: 'https', port: 443 },
    ],
  },
};
const ports = only('spec.ports');

/** JSON patch, JSON merge patch and strategic merge patch. */
export const patches: Script = {
  name: 'patches',
  exchanges: [
    post('a service', services, web, only('spec.ports', 'metadata.labels')),
    patch(
      'merge: sets, removes, keeps',
      `${services}/web`,
      'merge',
      { metadata: { labels: { a: '3', b: null, c: '4' } } },
      only('metadata.labels'),
    ),
    patch(
      'merge: a list is replaced',
      `${services}/web`,
      'merge',
      { spec: { ports: [{ name: 'http', port: 80 }] } },
      ports,
    ),
    patch(
      'merge: a list is no patch → 400',
      `${services}/web`,
      'merge',
      [],
      refusal,
    ),
    patch('merge: a wrong version → 409', `${services}/web`, 'merge', {
      metadata: { resourceVersion: '1' },
    }),
    patch(
      'merge: another name → 400',
      `${services}/web`,
      'merge',
      { metadata: { name: 'other' } },
      refusal,
    ),
    patch(
      'merge: a uid cannot change → 422',
      `${services}/web`,
      'merge',
      { metadata: { uid: '00000000-0000-0000-0000-000000000000' } },
      refusal,
    ),
    patch('merge: of nothing → 404', `${services}/nothing`, 'merge', {}),
    patch('merge: an invalid value → 422', `${services}/web`, 'merge', {
      spec: { ports: [{ name: 'http', port: 0 }] },
    }),
    patch(
      'merge: unknown fields, strictly → 422',
      `${services}/web?fieldValidation=Strict`,
      'merge',
      { spec: { extra: 1 } },
    ),
    patch(
      'strategic: a list is merged by its key',
      `${services}/web`,
      'strategic',
      { spec: { ports: [{ port: 443, name: 'https' }] } },
      ports,
    ),
    patch(
      'strategic: an item is changed',
      `${services}/web`,
      'strategic',
      { spec: { ports: [{ port: 443, targetPort: 8443 }] } },
      ports,
    ),
    patch(
      'strategic: an item is deleted',
      `${services}/web`,
      'strategic',
      { spec: { ports: [{ port: 80, $patch: 'delete' }] } },
      ports,
    ),
    patch(
      'strategic: a list is replaced',
      `${services}/web`,
      'strategic',
      {
        spec: {
          ports: [
            { port: 81, name: 'a' },
            { port: 82, name: 'b' },
            { $patch: 'replace' },
          ],
        },
      },
      ports,
    ),
    patch(
      'strategic: the order is set',
      `${services}/web`,
      'strategic',
      {
        spec: {
          ports: [{ port: 83, name: 'c' }],
          '$setElementOrder/ports': [{ port: 83 }, { port: 82 }, { port: 81 }],
        },
      },
      ports,
    ),
    patch(
      'strategic: items of a set are added',
      `${services}/web`,
      'strategic',
      { metadata: { finalizers: ['example.org/b'] } },
      only('metadata.finalizers'),
    ),
    patch(
      'strategic: items of a set are deleted',
      `${services}/web`,
      'strategic',
      {
        metadata: { '$deleteFromPrimitiveList/finalizers': ['example.org/a'] },
      },
      only('metadata.finalizers'),
    ),
    patch(
      'strategic: a map is replaced',
      `${services}/web`,
      'strategic',
      { spec: { selector: { $patch: 'replace', tier: 'x' } } },
      only('spec.selector'),
    ),
    patch(
      'strategic: a map entry is removed by null',
      `${services}/web`,
      'strategic',
      { spec: { selector: { tier: null, app: 'y' } } },
      only('spec.selector'),
    ),
    patch(
      'strategic: an item without its key → 500',
      `${services}/web`,
      'strategic',
      { spec: { ports: [{ name: 'd' }] } },
      refusal,
    ),
    patch(
      'json: add, replace, remove',
      `${services}/web`,
      'json',
      [
        { op: 'add', path: '/metadata/labels/d', value: '5' },
        { op: 'replace', path: '/metadata/labels/a', value: '6' },
        { op: 'remove', path: '/metadata/labels/c' },
      ],
      only('metadata.labels'),
    ),
    patch(
      'json: add to the end of a list, and before an item',
      `${services}/web`,
      'json',
      [
        { op: 'add', path: '/spec/ports/-', value: { name: 'e', port: 90 } },
        { op: 'add', path: '/spec/ports/0', value: { name: 'f', port: 91 } },
      ],
      ports,
    ),
    patch(
      'json: move and copy',
      `${services}/web`,
      'json',
      [
        {
          op: 'move',
          from: '/metadata/labels/a',
          path: '/metadata/labels/moved',
        },
        {
          op: 'copy',
          from: '/metadata/labels/d',
          path: '/metadata/labels/copied',
        },
      ],
      only('metadata.labels'),
    ),
    patch(
      'json: a path with a slash',
      `${services}/web`,
      'json',
      [{ op: 'add', path: '/metadata/labels/example.org~1name', value: 'x' }],
      only('metadata.labels'),
    ),
    patch(
      'json: a test that holds',
      `${services}/web`,
      'json',
      [
        { op: 'test', path: '/metadata/labels/d', value: '5' },
        { op: 'remove', path: '/metadata/labels/d' },
      ],
      only('metadata.labels'),
    ),
    patch(
      'json: a test that fails → 422',
      `${services}/web`,
      'json',
      [{ op: 'test', path: '/metadata/labels/moved', value: 'other' }],
      refusal,
    ),
    patch(
      'json: remove what is not there → 422',
      `${services}/web`,
      'json',
      [{ op: 'remove', path: '/metadata/labels/nothing' }],
      refusal,
    ),
    patch(
      'json: replace what is not there → 422',
      `${services}/web`,
      'json',
      [{ op: 'replace', path: '/metadata/annotations/nothing', value: 'x' }],
      refusal,
    ),
    patch(
      'json: an object is no patch → 400',
      `${services}/web`,
      'json',
      { op: 'add' },
      refusal,
    ),
    patch(
      'json: an unknown operation → 422',
      `${services}/web`,
      'json',
      [{ op: 'frobnicate', path: '/x' }],
      refusal,
    ),
    get(
      'what came of it',
      `${services}/web`,
      only('spec.ports', 'spec.selector', 'metadata.labels'),
    ),
    patch(
      'without finalizers it can go',
      `${services}/web`,
      'merge',
      { metadata: { finalizers: null } },
      only('metadata.finalizers'),
    ),
    post(
      'a widget',
      widgets,
      widget('one', { tags: ['a'], ports: [{ name: 'a' }] }),
      only('spec'),
    ),
    patch(
      'merge of a custom resource replaces its lists',
      `${widgets}/one`,
      'merge',
      { spec: { tags: ['b'], ports: [{ name: 'b' }], nested: { mode: null } } },
      only('spec'),
    ),
    patch(
      'json patch of a custom resource',
      `${widgets}/one`,
      'json',
      [{ op: 'add', path: '/spec/tags/-', value: 'c' }],
      only('spec.tags'),
    ),
    patch(
      'merge of a custom resource, strictly → 422',
      `${widgets}/one?fieldValidation=Strict`,
      'merge',
      { spec: { extra: 1 } },
    ),
  ],
};
