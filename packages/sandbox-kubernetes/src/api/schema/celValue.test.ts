import { celValue, escapeProperty } from './celValue';
import type { Schema } from './schema';

describe('names of properties in rules', () => {
  it.each([
    ['plain', 'plain'],
    ['with-dash', 'with__dash__dash'],
    ['with.dot', 'with__dot__dot'],
    ['with/slash', 'with__slash__slash'],
    ['with__underscores', 'with__underscores__underscores'],
    ['namespace', '__namespace__'],
    ['in', '__in__'],
    ['9', undefined],
    ['with space', undefined],
  ])('%s → %s', (name, escaped) => {
    expect(escapeProperty(name)).toBe(escaped);
  });
});

describe('values in rules', () => {
  it.each<[string, Schema | undefined, unknown, unknown]>([
    ['a whole number is an int', { type: 'integer' }, 5, 5n],
    ['a number that is declared as one stays', { type: 'number' }, 5, 5],
    ['what is not declared is taken by its value', undefined, 5, 5n],
    ['a fraction stays', undefined, 1.5, 1.5],
    [
      'a time is a time',
      { type: 'string', format: 'date-time' },
      '2026-01-01T00:00:00Z',
      new Date('2026-01-01T00:00:00Z'),
    ],
    [
      'bytes are bytes',
      { type: 'string', format: 'byte' },
      'aGk=',
      new Uint8Array([104, 105]),
    ],
    [
      'declared fields have their escaped names, map entries their own',
      {
        type: 'object',
        properties: {
          'a-b': { type: 'string' },
          map: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
      { 'a-b': 'x', map: { 'a-b': 'y' } },
      { a__dash__b: 'x', map: { 'a-b': 'y' } },
    ],
    [
      'lists are converted item by item',
      { type: 'array', items: { type: 'integer' } },
      [1, 2],
      [1n, 2n],
    ],
  ])('%s', (_what, schema, value, expected) => {
    expect(celValue(schema, value)).toEqual(expected);
  });
});
