import {
  get,
  only,
  patch,
  post,
  refusal,
  remove,
  type Exchange,
  type Script,
} from '../Exchange';
import { widget, widgetsPath as widgets } from '../widgets';

const configMaps = '/api/v1/namespaces/{ns}/configmaps';
const map = (name: string, labels: Record<string, string>): Exchange =>
  post(
    `config map ${name}`,
    configMaps,
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } },
    only('metadata.labels'),
  );

/** The names of a list, or the refusal. */
const names: Pick<Exchange, 'show'> = {
  show: body =>
    body.items
      ? {
          kind: body.kind,
          names: body.items
            .map(one => one.metadata.name)
            .filter(name => name !== 'kube-root-ca.crt'),
          remaining: body.metadata.remainingItemCount,
        }
      : body,
};
const select = (title: string, selector: string) =>
  get(
    title,
    `${configMaps}?labelSelector=${encodeURIComponent(selector)}`,
    names,
  );
const field = (title: string, selector: string, path = configMaps) =>
  get(title, `${path}?fieldSelector=${encodeURIComponent(selector)}`, names);

/** Lists: labels, fields, pages, versions. */
export const lists: Script = {
  name: 'lists',
  exchanges: [
    map('a', { app: 'web', tier: 'front', rank: '1' }),
    map('b', { app: 'web', tier: 'back', rank: '10' }),
    map('c', { app: 'db' }),
    get('a list', configMaps, names),
    select('equal', 'app=web'),
    select('equal, the other way to write it', 'app==web'),
    select('not equal, also where the label is missing', 'tier!=front'),
    select('in', 'app in (db,other)'),
    select('not in', 'tier notin (front)'),
    select('exists', 'tier'),
    select('does not exist', '!tier'),
    select('several at once', 'app=web,tier in (front, back),rank'),
    select('a number above', 'rank>5'),
    select('nothing fits', 'app=nothing'),
    select('no selector → 400', 'app web'),
    select('a wrong value → 400', 'app=a b c'),
    field('by name', 'metadata.name=b'),
    field('not by name', 'metadata.name!=b'),
    field('by name and namespace', 'metadata.name=b,metadata.namespace={ns}'),
    field('by a field that cannot be selected → 400', 'data.a=1'),
    get('the first page', `${configMaps}?limit=2&labelSelector=app`, {
      show: body => ({
        names: body.items?.map(one => one.metadata.name),
        more: typeof body.metadata.continue,
        remaining: body.metadata.remainingItemCount,
      }),
    }),
    get(
      'a wrong token → 400',
      `${configMaps}?limit=2&continue=nonsense`,
      refusal,
    ),
    get(
      'exactly a version needs one → 422',
      `${configMaps}?resourceVersionMatch=Exact`,
    ),
    get(
      'an unknown match → 422',
      `${configMaps}?resourceVersion=1&resourceVersionMatch=Maybe`,
      refusal,
    ),
    get(
      'a version that is no number → 400',
      `${configMaps}?resourceVersion=abc`,
      refusal,
    ),
    get(
      'a version of the future → 504',
      `${configMaps}?resourceVersion=999999999999`,
      refusal,
    ),
    get(
      'a watch of a match without initial events → 422',
      `${configMaps}?watch=1&resourceVersionMatch=NotOlderThan&resourceVersion=0`,
    ),
    get(
      'initial events need a match → 422',
      `${configMaps}?watch=1&sendInitialEvents=true`,
    ),
    post(
      'a widget',
      widgets,
      widget('one', { size: 'Small' }),
      only('spec.size'),
    ),
    post(
      'a large widget',
      widgets,
      widget('two', { size: 'Large', owner: 'me' }),
      only('spec.size'),
    ),
    get('a list of custom resources', widgets, {
      show: body => ({
        kind: body.kind,
        apiVersion: body.apiVersion,
        kinds: body.items?.map(one => Object.keys(one).includes('kind')),
      }),
    }),
    field('by a field that the definition names', 'spec.size=Large', widgets),
    field('by another field → 400', 'spec.owner=me', widgets),
    get('metadata only', `${widgets}/one`, {
      accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
      ...only('kind', 'apiVersion', 'metadata.name', 'spec'),
    }),
    get('a list of metadata only', widgets, {
      accept:
        'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
      show: body => ({
        kind: body.kind,
        apiVersion: body.apiVersion,
        items: body.items?.map(one => Object.keys(one).sort()),
      }),
    }),
    patch(
      'a label of one',
      `${widgets}/one`,
      'merge',
      { metadata: { labels: { pick: 'me' } } },
      only('metadata.labels'),
    ),
    remove(
      'delete those with a label',
      `${widgets}?labelSelector=pick%3Dme`,
      undefined,
      names,
    ),
    get('the others stay', widgets, names),
  ],
};
