import type { Schema } from './schema';
import { builtinSchema } from './builtinSchemas';
import { decodeObject } from './decodeObject';

const widget: Schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        text: { type: 'string' },
        maybe: { type: 'string', nullable: true },
        filled: { type: 'string', default: 'x' },
        list: {
          type: 'array',
          items: { type: 'object', properties: { a: { type: 'string' } } },
        },
        map: { type: 'object', additionalProperties: { type: 'string' } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        partly: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { known: { type: 'object', properties: {} } },
        },
        pod: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          properties: { spec: { type: 'object', properties: {} } },
        },
      },
    },
  },
};

const custom = (spec: object) =>
  decodeObject(
    { schema: widget, custom: true, kind: 'Widget', version: 'example.org/v1' },
    {
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      metadata: { name: 'x' },
      spec,
    },
  );

const deployment = (input: object) =>
  decodeObject(
    {
      schema: builtinSchema('io.k8s.api.apps.v1.Deployment'),
      custom: false,
      kind: 'Deployment',
      version: 'apps/v1',
    },
    { ...input },
  );

describe('reading a custom resource', () => {
  it.each<[string, object, object, string[]]>([
    ['keeps what is declared', { text: 'a' }, { text: 'a' }, []],
    [
      'leaves out and names what is not',
      { other: 1, list: [{ a: 'x', b: 1 }] },
      { list: [{ a: 'x' }] },
      ['spec.other', 'spec.list[0].b'],
    ],
    [
      'keeps every entry of a map',
      { map: { anything: 'x' } },
      { map: { anything: 'x' } },
      [],
    ],
    [
      'keeps all of what the schema leaves free',
      { free: { a: [1, null, { b: 2 }] } },
      { free: { a: [1, null, { b: 2 }] } },
      [],
    ],
    [
      'prunes declared fields inside of free ones',
      { partly: { any: 1, known: { gone: 1 } } },
      { partly: { any: 1, known: {} } },
      ['spec.partly.known.gone'],
    ],
    [
      'keeps kind and metadata of an embedded resource',
      {
        pod: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'p', odd: 1 },
          spec: { gone: 1 },
        },
      },
      {
        pod: {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'p' },
          spec: {},
        },
      },
      ['spec.pod.metadata.odd', 'spec.pod.spec.gone'],
    ],
    ['counts null as absent', { text: null, filled: null }, {}, []],
    ['keeps null where it is allowed', { maybe: null }, { maybe: null }, []],
    [
      'keeps a wrong type for the validation to name',
      { text: 5 },
      { text: 5 },
      [],
    ],
  ])('%s', (_what, spec, expected, unknown) => {
    const decoded = custom(spec);
    expect(decoded.object.spec).toEqual(expected);
    expect(decoded.unknown.sort()).toEqual(unknown.sort());
  });
});

describe('reading a built-in type', () => {
  it('names unknown fields anywhere', () => {
    expect(
      deployment({
        spec: {
          template: { spec: { containers: [{ name: 'a', imge: 'x' }] } },
        },
      }).unknown,
    ).toEqual(['spec.template.spec.containers[0].imge']);
  });

  it.each([
    [
      'a text for a number',
      { spec: { replicas: '3' } },
      /cannot unmarshal string into Go struct field Deployment.spec.replicas of type int32/,
    ],
    [
      'an object for a list',
      { spec: { template: { spec: { containers: {} } } } },
      /cannot unmarshal object into Go struct field .* of type \[\]object/,
    ],
    [
      'no quantity',
      {
        spec: {
          template: {
            spec: { containers: [{ resources: { limits: { cpu: 'much' } } }] },
          },
        },
      },
      /quantities must match the regular expression/,
    ],
  ])('refuses %s', (_what, input, message) => {
    expect(() => deployment(input)).toThrow(message);
  });

  it('takes a number or a text where both are allowed', () => {
    const strategy = { rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } };
    expect(deployment({ spec: { strategy } }).object).toEqual({
      spec: { strategy },
    });
  });
});
