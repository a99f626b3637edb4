import { rulePath } from './rulePath';

const schema = {
  type: 'object',
  properties: {
    a: { type: 'object', properties: { b: { type: 'string' } } },
    map: { type: 'object', additionalProperties: { type: 'string' } },
    'with.dot': { type: 'string' },
  },
};

describe('the field path of a rule', () => {
  it.each([
    ['.a', true],
    ['.a.b', true],
    ["['with.dot']", true],
    ['.map.anything', true],
    ["['map']['any key']", true],
    ['.c', false],
    ['.a.c', false],
    ['.a[0]', false],
    ['a', false],
    ['', false],
  ])('%s leads to a field: %s', (path, leads) => {
    expect(rulePath(schema, path)).toBe(leads);
  });
});
