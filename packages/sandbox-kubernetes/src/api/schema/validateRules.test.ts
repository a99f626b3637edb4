import type { Schema, ValidationRule } from './schema';
import { validateRules } from './validateRules';

const spec = (
  properties: Record<string, Schema>,
  ...rules: ValidationRule[]
): Schema => ({
  type: 'object',
  properties: {
    spec: { type: 'object', properties, 'x-kubernetes-validations': rules },
  },
});
const int: Schema = { type: 'integer' };
const text: Schema = { type: 'string' };
const object = (value: object) => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'x' },
  spec: value,
});

const run = (schema: Schema, value: object, old?: object) =>
  validateRules(schema, object(value), '', old && object(old)).map(
    ({ reason, field, message }) =>
      `${reason.replace('FieldValue', '')} ${field}: ${message}`,
  );

describe('rules', () => {
  it.each<[string, Schema, object, string[]]>([
    [
      'that hold say nothing',
      spec({ a: int }, { rule: 'self.a > 1' }),
      { a: 2 },
      [],
    ],
    [
      'that fail say their message',
      spec({ a: int }, { rule: 'self.a > 1', message: 'too little' }),
      { a: 1 },
      ['Invalid spec: Invalid value: too little'],
    ],
    [
      'without a message say themselves',
      spec({ a: int }, { rule: 'self.a > 1' }),
      { a: 1 },
      ['Invalid spec: Invalid value: failed rule: self.a > 1'],
    ],
    [
      'may make their message',
      spec(
        { a: int },
        { rule: 'self.a > 1', messageExpression: "'got ' + string(self.a)" },
      ),
      { a: 1 },
      ['Invalid spec: Invalid value: got 1'],
    ],
    [
      'whose message cannot be made fall back',
      spec(
        { a: int, b: text },
        {
          rule: 'self.a > 1',
          message: 'too little',
          messageExpression: 'self.b',
        },
      ),
      { a: 1 },
      ['Invalid spec: Invalid value: too little'],
    ],
    [
      'point at a field',
      spec({ a: int }, { rule: 'self.a > 1', message: 'm', fieldPath: '.a' }),
      { a: 1 },
      ['Invalid spec.a: Invalid value: m'],
    ],
    [
      'may forbid',
      spec(
        { a: int },
        { rule: 'self.a > 1', message: 'm', reason: 'FieldValueForbidden' },
      ),
      { a: 1 },
      ['Forbidden spec: Forbidden: m'],
    ],
    [
      'may require',
      spec(
        { a: int },
        { rule: 'self.a > 1', message: 'm', reason: 'FieldValueRequired' },
      ),
      { a: 1 },
      ['Required spec: Required value: m'],
    ],
    [
      'on a scalar print it',
      {
        type: 'object',
        properties: {
          spec: {
            type: 'object',
            properties: {
              a: {
                ...int,
                'x-kubernetes-validations': [
                  { rule: 'self > 1', message: 'm' },
                ],
              },
            },
          },
        },
      },
      { a: 1 },
      ['Invalid spec.a: Invalid value: 1: m'],
    ],
    [
      'that cannot be evaluated say why',
      spec({ a: int, b: int }, { rule: 'self.b > 1', message: 'm' }),
      { a: 1 },
      [
        'Invalid spec: Invalid value: "object": no such key: b evaluating rule: m',
      ],
    ],
    [
      'are not run on what is absent',
      spec({
        a: {
          type: 'object',
          properties: {},
          'x-kubernetes-validations': [{ rule: 'false' }],
        },
      }),
      {},
      [],
    ],
    [
      'are run on list items and map entries',
      spec({
        list: {
          type: 'array',
          items: {
            ...int,
            'x-kubernetes-validations': [{ rule: 'self > 1', message: 'm' }],
          },
        },
        map: {
          type: 'object',
          additionalProperties: {
            ...int,
            'x-kubernetes-validations': [{ rule: 'self > 1', message: 'm' }],
          },
        },
      }),
      { list: [2, 1], map: { a: 1 } },
      [
        'Invalid spec.list[1]: Invalid value: 1: m',
        'Invalid spec.map[a]: Invalid value: 1: m',
      ],
    ],
    [
      'know the functions of Kubernetes',
      spec(
        { a: text, l: { type: 'array', items: int } },
        {
          rule: "self.a.find('[0-9]+') == '12' && self.a.findAll('[a-z]') == ['a', 'b'] && self.l.isSorted() && self.l.sum() == 6 && self.l.max() == 3 && self.l.indexOf(2) == 1 && isURL('https://example.org') && self.a.replace('a', 'c').startsWith('c')",
        },
      ),
      { a: 'a12b', l: [1, 2, 3] },
      [],
    ],
  ])('%s', (_what, schema, value, errors) => {
    expect(run(schema, value)).toEqual(errors);
  });

  it('see kind, version and the names of metadata at the root, nothing more', () => {
    const schema: Schema = {
      type: 'object',
      'x-kubernetes-validations': [
        { rule: "self.metadata.name == 'x' && self.kind == 'X'" },
      ],
    };
    expect(run(schema, {})).toEqual([]);
  });
});

describe('rules about changes', () => {
  const fixed = spec({
    a: {
      ...text,
      'x-kubernetes-validations': [
        { rule: 'self == oldSelf', message: 'fixed' },
      ],
    },
  });
  const first = spec({
    a: {
      ...text,
      'x-kubernetes-validations': [
        {
          rule: "oldSelf.hasValue() || self == 'x'",
          optionalOldSelf: true,
          message: 'begins with x',
        },
      ],
    },
  });
  const ports = spec({
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        properties: { name: text, port: int },
        'x-kubernetes-validations': [
          { rule: 'self.port == oldSelf.port', message: 'fixed' },
        ],
      },
    },
  });

  it.each<[string, Schema, object | undefined, object, string[]]>([
    ['are not run on create', fixed, undefined, { a: 'y' }, []],
    ['are not run on a field that comes', fixed, {}, { a: 'y' }, []],
    [
      'are run on a change',
      fixed,
      { a: 'x' },
      { a: 'y' },
      ['Invalid spec.a: Invalid value: "y": fixed'],
    ],
    [
      'may be run on create too, with an optional old value',
      first,
      undefined,
      { a: 'y' },
      ['Invalid spec.a: Invalid value: "y": begins with x'],
    ],
    ['which is there on a change', first, { a: 'x' }, { a: 'y' }, []],
    [
      'find the old item of a map list by its key',
      ports,
      {
        ports: [
          { name: 'a', port: 1 },
          { name: 'b', port: 2 },
        ],
      },
      {
        ports: [
          { name: 'b', port: 2 },
          { name: 'a', port: 9 },
        ],
      },
      ['Invalid spec.ports[1]: Invalid value: fixed'],
    ],
  ])('%s', (_what, schema, old, value, errors) => {
    expect(run(schema, value, old)).toEqual(errors);
  });

  const strict = spec({
    a: {
      ...int,
      'x-kubernetes-validations': [{ rule: 'self > 5', message: 'm' }],
    },
    b: text,
  });

  it('a value that was there before the rule may stay', () => {
    expect(run(strict, { a: 1, b: 'new' }, { a: 1 })).toEqual([]);
  });

  it('but not change to another that breaks it', () => {
    expect(run(strict, { a: 2 }, { a: 1 })).toEqual([
      'Invalid spec.a: Invalid value: 2: m',
    ]);
  });
});
