import type { Schema } from './schema';
import { validateSchema } from './validateSchema';

function messagesOf(schema: Schema, value: unknown, old?: unknown): string[] {
  return validateSchema(schema, value, 'spec', old).map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

const string = (more: object): Schema => ({ type: 'string', ...more });
const number = (more: object): Schema => ({ type: 'number', ...more });

describe('a value that does not fit its schema', () => {
  it.each<[string, Schema, unknown, string[]]>([
    [
      'another type',
      string({}),
      5,
      [
        'spec: Invalid value: "integer": spec in body must be of type string: "integer"',
      ],
    ],
    [
      'null where it is not allowed',
      string({}),
      null,
      [
        'spec: Invalid value: "null": spec in body must be of type string: "null"',
      ],
    ],
    ['null where it is allowed', string({ nullable: true }), null, []],
    ['a whole number where a number is wanted', number({}), 5, []],
    ['number or text', { 'x-kubernetes-int-or-string': true }, '50%', []],
    [
      'neither number nor text',
      { 'x-kubernetes-int-or-string': true },
      true,
      [
        'spec: Invalid value: "boolean": spec in body must be of type integer,string: "boolean"',
      ],
    ],
    [
      'a word that is not one of them',
      string({ enum: ['a', 'b'] }),
      'c',
      ['spec: Unsupported value: "c": supported values: "a", "b"'],
    ],
    [
      'too long',
      string({ maxLength: 2, pattern: '^x' }),
      'abc',
      ['spec: Too long: may not be more than 2 bytes'],
    ],
    [
      'too short',
      string({ minLength: 2 }),
      'a',
      [
        'spec: Invalid value: "a": spec in body should be at least 2 chars long',
      ],
    ],
    [
      'longer than one character',
      string({ maxLength: 1 }),
      'ab',
      ['spec: Too long: may not be more than 1 byte'],
    ],
    [
      'another pattern',
      string({ pattern: '^a' }),
      'b',
      ['spec: Invalid value: "b": spec in body should match \'^a\''],
    ],
    [
      'another format',
      string({ format: 'date-time' }),
      'now',
      [
        'spec: Invalid value: "now": spec in body must be of type date-time: "now"',
      ],
    ],
    [
      'too small',
      number({ minimum: 1 }),
      0.5,
      [
        'spec: Invalid value: 0.5: spec in body should be greater than or equal to 1',
      ],
    ],
    [
      'not above',
      number({ minimum: 1, exclusiveMinimum: true }),
      1,
      ['spec: Invalid value: 1: spec in body should be greater than 1'],
    ],
    [
      'too great',
      number({ maximum: 1 }),
      2,
      [
        'spec: Invalid value: 2: spec in body should be less than or equal to 1',
      ],
    ],
    [
      'not below',
      number({ maximum: 1, exclusiveMaximum: true }),
      1,
      ['spec: Invalid value: 1: spec in body should be less than 1'],
    ],
    [
      'no multiple',
      number({ multipleOf: 2 }),
      3,
      ['spec: Invalid value: 3: spec in body should be a multiple of 2'],
    ],
    ['a multiple of a fraction', number({ multipleOf: 0.1 }), 0.3, []],
    [
      'too many items',
      { type: 'array', maxItems: 1 },
      [1, 2],
      ['spec: Too many: 2: must have at most 1 item'],
    ],
    [
      'too few items',
      { type: 'array', minItems: 1 },
      [],
      ['spec: Invalid value: 0: spec in body should have at least 1 items'],
    ],
    [
      'a wrong item',
      { type: 'array', items: string({ minLength: 1 }) },
      ['a', ''],
      [
        'spec[1]: Invalid value: "": spec[1] in body should be at least 1 chars long',
      ],
    ],
    [
      'a field that is missing',
      { type: 'object', required: ['a'] },
      {},
      ['spec.a: Required value'],
    ],
    [
      'a wrong entry of a map',
      { type: 'object', additionalProperties: string({}) },
      { a: 1 },
      [
        'spec.a: Invalid value: "integer": spec.a in body must be of type string: "integer"',
      ],
    ],
    [
      'none of the choices',
      { anyOf: [string({ minLength: 5 }), string({ pattern: '^x' })] },
      'abc',
      [
        'spec: Invalid value: "": "spec" must validate at least one schema (anyOf)',
      ],
    ],
    [
      'two of the choices',
      { oneOf: [string({ minLength: 1 }), string({ pattern: '^a' })] },
      'abc',
      [
        'spec: Invalid value: "": "spec" must validate one and only one schema (oneOf). Found 2 valid alternatives',
      ],
    ],
    [
      'what it must not be',
      { not: string({ pattern: '^a' }) },
      'abc',
      ['spec: Invalid value: "": "spec" must not validate the schema (not)'],
    ],
  ])('%s', (_what, schema, value, expected) => {
    expect(messagesOf(schema, value)).toEqual(expected);
  });

  it('is left alone where it was like that before', () => {
    const schema: Schema = {
      type: 'object',
      properties: { a: string({ maxLength: 1 }), b: string({ maxLength: 1 }) },
    };
    expect(messagesOf(schema, { a: 'xx', b: 'y' }, { a: 'xx' })).toEqual([]);
    expect(messagesOf(schema, { a: 'xx', b: 'yy' }, { a: 'xx' })).toHaveLength(
      1,
    );
  });

  it('is compared with the old item of the same key', () => {
    const schema: Schema = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        properties: { name: string({}), a: string({ maxLength: 1 }) },
      },
    };
    const old = [
      { name: 'p', a: 'old' },
      { name: 'q', a: 'x' },
    ];
    const moved = [
      { name: 'q', a: 'x' },
      { name: 'p', a: 'old' },
    ];
    expect(messagesOf(schema, moved, old)).toEqual([]);
  });
});
