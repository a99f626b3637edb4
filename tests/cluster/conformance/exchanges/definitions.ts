import {
  fields,
  only,
  post,
  refusal,
  type Body,
  type Script,
} from '../Exchange';

const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const dry = `${path}?dryRun=All`;

const definition = (
  schema: unknown,
  change: object = {},
  version: object = {},
) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Namespaced',
    names: { kind: 'Thing', plural: 'things' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: schema },
        ...version,
      },
    ],
    ...change,
  },
});
const object = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  ...more,
});
const spec = (properties: object, more: object = {}) =>
  object({ spec: object(properties, more) });
const rule = (text: string, more: object = {}) =>
  spec(
    { a: { type: 'integer' }, b: { type: 'string', maxLength: 9 } },
    { 'x-kubernetes-validations': [{ rule: text, ...more }] },
  );
const refused = (title: string, body: Body, show?: typeof fields) =>
  post(title, dry, body, show);

/** What the API takes as a CustomResourceDefinition, and what not. All in dry runs. */
export const definitions: Script = {
  name: 'definitions',
  exchanges: [
    post('names and status are filled in', dry, definition(spec({})), {
      show: ({ spec: shown }) => shown,
    }),
    refused('another name than plural and group → 422', {
      ...definition(spec({})),
      metadata: { name: 'other.example.org' },
    }),
    refused('no schema → 422', definition(undefined)),
    refused('a schema that is no object → 422', definition({ type: 'string' })),
    refused('a field without a type → 422', definition(spec({ a: {} }))),
    refused(
      'a list without items → 422',
      definition(spec({ a: { type: 'array' } })),
    ),
    refused(
      'properties and additionalProperties → 422',
      definition(
        spec({
          a: {
            ...object({ b: { type: 'string' } }),
            additionalProperties: { type: 'string' },
          },
        }),
      ),
    ),
    refused(
      'a map list without keys → 422',
      definition(
        spec({
          a: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            items: object({ b: { type: 'string' } }, { required: ['b'] }),
          },
        }),
      ),
    ),
    refused('a reference → 422', definition(spec({ a: { $ref: '#/x' } }))),
    refused(
      'no storage version → 422',
      definition(spec({}), {}, { storage: false }),
      fields,
    ),
    refused(
      'an unknown scope → 422',
      definition(spec({}), { scope: 'Galaxy' }),
    ),
    refused('a protected group → 422', {
      ...definition(spec({}), { group: 'x.k8s.io' }),
      metadata: { name: 'things.x.k8s.io' },
    }),
    refused(
      'a default of a wrong type → 422',
      definition(spec({ a: { type: 'string', default: 1 } })),
    ),
    refused(
      'a default out of the enum → 422',
      definition(spec({ a: { type: 'string', enum: ['x'], default: 'y' } })),
    ),
    refused(
      'a pattern that is none → 422',
      definition(spec({ a: { type: 'string', pattern: '(' } })),
      fields,
    ),
    post(
      'a rule that compiles',
      dry,
      definition(rule('self.a > 1')),
      only('kind'),
    ),
    post(
      'a rule that is no CEL → 422',
      dry,
      definition(rule('self.a >')),
      refusal,
    ),
    refused(
      'a rule with a field that is not there → 422',
      definition(rule('self.c > 1')),
    ),
    refused('a rule of another type → 422', definition(rule('self.a'))),
    post(
      'a rule with an unknown function → 422',
      dry,
      definition(rule('frobnicate(self.a)')),
      refusal,
    ),
    post(
      'a rule that compares different types → 422',
      dry,
      definition(rule('self.a == self.b')),
      refusal,
    ),
    refused('an empty rule → 422', definition(rule(''))),
    refused(
      'an unknown reason → 422',
      definition(rule('self.a > 1', { reason: 'Because' })),
    ),
    refused(
      'a message with a line break → 422',
      definition(rule('self.a > 1', { message: 'a\nb' })),
    ),
    refused(
      'a field path that is not there → 422',
      definition(rule('self.a > 1', { fieldPath: '.c' })),
    ),
    refused(
      'an old value that is not used → 422',
      definition(rule('self.a > 1', { optionalOldSelf: true })),
    ),
    post(
      'an unknown field of a definition, strictly → 400',
      `${path}?fieldValidation=Strict`,
      { ...definition(spec({})), extra: 1 },
    ),
  ],
};
