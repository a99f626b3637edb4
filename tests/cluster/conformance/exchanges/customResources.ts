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
import { widget, widgetsPath as widgets } from '../widgets';

const spec = only('spec');

/** Pruning, defaults, bounds, formats and rules of a custom resource. */
export const customResources: Script = {
  name: 'custom-resources',
  exchanges: [
    post('defaults are filled in', widgets, widget('plain')),
    post(
      'unknown fields are pruned',
      widgets,
      widget('pruned', { extra: 1, nested: { other: 2 } }, { more: true }),
      only('spec', 'more'),
    ),
    post(
      'unknown fields are named by a warning',
      `${widgets}?fieldValidation=Warn`,
      widget('warned', { extra: 1, nested: { other: 2 } }),
      spec,
    ),
    post(
      'unknown fields are refused strictly → 400',
      `${widgets}?fieldValidation=Strict`,
      widget('strict', { extra: 1, nested: { other: 2 } }, { more: true }),
    ),
    post(
      'what a schema keeps free is kept',
      widgets,
      widget('free', { free: { a: { b: [1, 'x', null] } } }),
      spec,
    ),
    post(
      'an embedded resource keeps its kind',
      widgets,
      widget('embedded', {
        template: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'x', labels: { a: 'b' } },
          spec: { any: 1 },
        },
      }),
      spec,
    ),
    post(
      'an embedded resource must have a kind → 422',
      widgets,
      widget('bare', { template: { spec: {} } }),
    ),
    post(
      'null takes the default',
      widgets,
      widget('null', { size: null, nested: null, nothing: null }),
      spec,
    ),
    post(
      'null where it is not allowed is left out',
      widgets,
      widget('bad-null', { owner: null }),
    ),
    post(
      'an integer or a text',
      widgets,
      widget('either', { either: '50%' }),
      spec,
    ),
    post(
      'neither integer nor text → 422',
      widgets,
      widget('neither', { either: true }),
    ),
    post('no spec → 422', widgets, { ...widget('empty'), spec: undefined }),
    post(
      'wrong types → 422',
      widgets,
      widget('types', {
        replicas: '3',
        open: 'yes',
        tags: 'x',
        labels: [],
        nested: 1,
      }),
    ),
    post(
      'a number that is no integer → 422',
      widgets,
      widget('number', { replicas: 1.5 }),
    ),
    post('out of the enum → 422', widgets, widget('enum', { size: 'Huge' })),
    post(
      'below the minimum → 422',
      widgets,
      widget('minimum', { replicas: -1 }),
    ),
    post(
      'above the maximum → 422',
      widgets,
      widget('maximum', { replicas: 11 }),
    ),
    post(
      'an exclusive minimum and a multiple → 422',
      widgets,
      widget('ratio', { ratio: 0 }),
    ),
    post('no multiple → 422', widgets, widget('multiple', { ratio: 0.7 })),
    post(
      'too short and out of the pattern → 422',
      widgets,
      widget('short', { owner: '1' }),
    ),
    post('too long → 422', widgets, widget('long', { owner: 'abcdefghij' })),
    post(
      'wrong formats → 422',
      widgets,
      widget('formats', { when: 'today', address: '300.1.1.1' }),
    ),
    post(
      'too many items → 422',
      widgets,
      widget('items', { tags: ['a', 'b', 'c', 'd'] }),
    ),
    post(
      'the same item twice in a set → 422',
      widgets,
      widget('set', { tags: ['a', 'a'] }),
    ),
    post(
      'the same key twice in a map list → 422',
      widgets,
      widget('keys', { ports: [{ name: 'a' }, { name: 'a', port: 2 }] }),
    ),
    post(
      'a key is missing in a map list → 422',
      widgets,
      widget('no-key', { ports: [{ port: 2 }] }),
    ),
    post(
      'defaults inside of list items',
      widgets,
      widget('ports', {
        ports: [{ name: 'a' }, { name: 'b', protocol: 'UDP' }],
      }),
      spec,
    ),
    post(
      'too many properties → 422',
      widgets,
      widget('properties', { labels: { a: '1', b: '2', c: '3' } }),
    ),
    post(
      'several things at once → 422',
      widgets,
      widget('many', { size: 'Huge', replicas: 99, owner: 'Q' }),
    ),
    post(
      'a rule with a message expression and a field path → 422',
      widgets,
      widget('rule', { minimum: 3, maximum: 2 }),
    ),
    post(
      'a rule with a reason → 422',
      widgets,
      widget('reason', { size: 'Large' }),
    ),
    post(
      'a rule on the name → 422',
      widgets,
      widget('a-name-that-is-much-too-long'),
    ),
    post(
      'a rule about the first value → 422',
      widgets,
      widget('once', { once: 'second' }),
    ),
    post(
      'rules are not run on what is invalid → 422',
      widgets,
      widget('both', { minimum: 3, maximum: 2, replicas: 'x' }),
    ),
    post(
      'an object with fixed fields',
      widgets,
      widget('fixed', { fixed: 'a', once: 'first', minimum: 1, maximum: 2 }),
      spec,
    ),
    patch('a fixed field cannot change → 422', `${widgets}/fixed`, 'merge', {
      spec: { fixed: 'b' },
    }),
    patch(
      'a fixed field may go',
      `${widgets}/fixed`,
      'merge',
      { spec: { fixed: null } },
      spec,
    ),
    patch(
      'the rule about the first value knows the old one',
      `${widgets}/fixed`,
      'merge',
      { spec: { once: 'second' } },
      spec,
    ),
    put(
      'replace without a version → 422',
      `${widgets}/fixed`,
      widget('fixed', {}),
    ),
    put(
      'replace',
      `${widgets}/plain`,
      answers => ({
        ...answers('defaults are filled in'),
        spec: { replicas: 2 },
      }),
      only('spec', 'metadata.generation'),
    ),
    put('replace from an old version → 409', `${widgets}/plain`, answers => ({
      ...answers('defaults are filled in'),
      spec: { replicas: 3 },
    })),
    patch(
      'a strategic merge patch → 415',
      `${widgets}/plain`,
      'strategic',
      { spec: { replicas: 3 } },
      refusal,
    ),
    get('read', `${widgets}/plain`, only('apiVersion', 'kind', 'spec')),
    get('read what is not there → 404', `${widgets}/nothing`),
    remove('delete', `${widgets}/plain`),
    post(
      'the version must fit the path → 400',
      `${widgets}?fieldValidation=Ignore`,
      {
        ...widget('x'),
        apiVersion: 'conformance.fhir-on-aks.io/v2',
      },
    ),
    post(
      'a kind must be given → 400',
      widgets,
      { metadata: { name: 'x' }, spec: {} },
      refusal,
    ),
  ],
};
