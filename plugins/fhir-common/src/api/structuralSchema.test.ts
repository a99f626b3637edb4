import { fhirSpecSchema } from './requestInputs';
import { statusSchema } from './statusSchema';
import { structuralSchema, type StructuralSchema } from './structuralSchema';

const FORBIDDEN = [
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'const',
  'title',
  'examples',
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-int-or-string',
];
const TYPES = ['object', 'array', 'string', 'integer'];
const schemas = [
  ['spec', structuralSchema(fhirSpecSchema)],
  ['status', structuralSchema(statusSchema, 'status')],
] as const;
const nodes = schemas.flatMap(([name, schema]) => nodesOf(schema, name));

describe('structuralSchema of the whole API', () => {
  it.each(nodes)('%s has one type and its bounds', (_, node) => {
    for (const word of FORBIDDEN) expect(node).not.toHaveProperty(word);
    expect(missingBounds(node)).toEqual([]);
  });

  it.each(nodes)('%s has a pattern that RE2 understands', (_, node) => {
    const pattern = node.pattern ?? '';
    expect(pattern).not.toMatch(/\(\?[=!<]|\\[1-9]/);
    expect(() => new RegExp(pattern, 'u')).not.toThrow();
  });

  it.each(nodes.filter(([, { properties }]) => properties))(
    '%s has rules that its default keeps, with the defaults of its properties',
    (_, node) => {
      const filled = Object.entries(node.properties ?? {})
        .filter(([, property]) => property.default !== undefined)
        .map(([name]) => name);
      const given = Object.keys(Object(node.default ?? node.properties));
      expect(given).toEqual(expect.arrayContaining(filled));
    },
  );

  it('describes every field', () => {
    const silent = nodes
      .filter(([path, { description }]) => !description && !path.includes('*'))
      .filter(([path]) => !path.endsWith('[]'))
      .map(([path]) => path);
    expect(silent).toEqual([
      'spec',
      'status.conditions[].status',
      'status.children[].ready',
    ]);
  });
});

describe('structuralSchema', () => {
  it.each([
    [
      'a string without maxLength',
      { type: 'string' },
      'spec.x has no maxLength',
    ],
    ['a list without maxItems', { type: 'array' }, 'spec.x has no maxItems'],
    ['a number without maximum', { type: 'integer' }, 'spec.x has no maximum'],
    [
      'a map without maxProperties',
      {
        type: 'object',
        additionalProperties: { type: 'string', maxLength: 1 },
      },
      'spec.x has no maxProperties',
    ],
    ['a value of any type', {}, 'spec.x has no type'],
  ] as const)('refuses %s', (_, property, message) => {
    const schema = { type: 'object' as const, properties: { x: property } };
    expect(() => structuralSchema(schema)).toThrow(message);
  });

  it('drops what a CRD must not have and keeps the rules', () => {
    const rule = { rule: 'self != ""', message: 'must not be empty' };
    expect(
      structuralSchema({
        type: 'string',
        maxLength: 5,
        title: 'T',
        examples: ['x'],
        description: 'D',
        'x-kubernetes-validations': [rule],
      }),
    ).toEqual({
      type: 'string',
      maxLength: 5,
      description: 'D',
      'x-kubernetes-validations': [rule],
    });
  });
});

/** What the API server needs to estimate the cost of rules, and to merge lists. */
function missingBounds(node: StructuralSchema): string[] {
  const { type, enum: choices, properties, additionalProperties } = node;
  const needs: Array<[boolean, unknown, string]> = [
    [type === 'array', node.maxItems, 'maxItems'],
    [type === 'array', node['x-kubernetes-list-type'], 'list type'],
    [type === 'string' && !choices, node.maxLength, 'maxLength'],
    [type === 'integer', node.maximum, 'maximum'],
    [additionalProperties !== undefined, node.maxProperties, 'maxProperties'],
    [additionalProperties !== undefined, !properties, 'map without fields'],
    [true, TYPES.includes(type ?? ''), 'type'],
  ];
  return needs
    .filter(([applies, value]) => applies && !value)
    .map(([, , what]) => what);
}

function nodesOf(
  schema: StructuralSchema,
  path: string,
): Array<[string, StructuralSchema]> {
  const { properties = {}, items, additionalProperties } = schema;
  return [
    [path, schema],
    ...Object.entries(properties).flatMap(([name, property]) =>
      nodesOf(property, `${path}.${name}`),
    ),
    ...(items ? nodesOf(items, `${path}[]`) : []),
    ...(additionalProperties ? nodesOf(additionalProperties, `${path}.*`) : []),
  ];
}
