import { checkRuleTypes } from './checkRuleTypes';
import type { Schema } from './schema';

const schema: Schema = {
  type: 'object',
  properties: {
    number: { type: 'integer' },
    ratio: { type: 'number' },
    text: { type: 'string' },
    'dashed-name': { type: 'string' },
    when: { type: 'string', format: 'date-time' },
    tags: { type: 'array', items: { type: 'string' } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    ports: {
      type: 'array',
      items: { type: 'object', properties: { port: { type: 'integer' } } },
    },
    either: { 'x-kubernetes-int-or-string': true },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

describe('the types of a rule', () => {
  it.each([
    'self.number > 1',
    'self.ratio > 1',
    '!has(self.text) || self.text.size() < 9',
    "self.dashed__dash__name == 'x'",
    "self.when > timestamp('2026-01-01T00:00:00Z')",
    "self.tags.all(tag, tag.startsWith('a'))",
    "self.labels['a'] == 'x' && 'b' in self.labels",
    'self.ports.exists(one, one.port > 80)',
    "self.either == 1 || self.either == '1'",
    'self.free.anything.goes == 1',
    'self == oldSelf',
    'self.number == oldSelf.number',
  ])('fit: %s', rule => {
    expect(checkRuleTypes(schema, { rule })).toBeUndefined();
  });

  it.each([
    [
      'self.numbr > 1',
      "compilation failed: ERROR: <input>:1:5: undefined field 'numbr'\n | self.numbr > 1\n | ....^",
    ],
    [
      'self.number > 0 &&\nself.nope',
      "compilation failed: ERROR: <input>:2:5: undefined field 'nope'\n | self.nope\n | ....^",
    ],
    [
      'has(self.nope)',
      "compilation failed: ERROR: <input>:1:9: undefined field 'nope'\n | has(self.nope)\n | ........^",
    ],
    ['self.ports.exists(one, one.prt > 80)', /undefined field 'prt'/],
    ['self.number', 'cel expression must evaluate to a bool'],
    ["self.number == 'x'", /no such overload: int == string/],
    [
      'frobnicate(self.number)',
      /found no matching overload for 'frobnicate\(int\)'/,
    ],
    ['self.tags == 1', /no such overload/],
  ])('do not fit: %s', (rule, problem) => {
    const found = checkRuleTypes(schema, { rule });
    expect(found?.field).toBe('rule');
    expect(found?.problem).toMatch(problem);
  });

  it('know the old value as optional where the rule says so', () => {
    expect(
      checkRuleTypes(schema, {
        rule: 'oldSelf.hasValue() && oldSelf.value().number == self.number',
        optionalOldSelf: true,
      }),
    ).toBeUndefined();
  });

  it('of a message must be text', () => {
    expect(
      checkRuleTypes(schema, {
        rule: 'true',
        messageExpression: 'self.number',
      }),
    ).toEqual({
      field: 'messageExpression',
      problem: 'messageExpression must evaluate to a string',
    });
  });
});
