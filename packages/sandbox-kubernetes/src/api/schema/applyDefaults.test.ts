import { applyDefaults } from './applyDefaults';
import type { Schema } from './schema';

const schema: Schema = {
  type: 'object',
  properties: {
    size: { type: 'string', default: 'Small' },
    nested: {
      type: 'object',
      default: {},
      properties: { mode: { type: 'string', default: 'On' } },
    },
    optional: {
      type: 'object',
      properties: { mode: { type: 'string', default: 'On' } },
    },
    ports: {
      type: 'array',
      items: {
        type: 'object',
        properties: { protocol: { type: 'string', default: 'TCP' } },
      },
    },
    byName: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { mode: { type: 'string', default: 'On' } },
      },
    },
    maybe: { type: 'string', nullable: true, default: 'x' },
  },
};

describe('defaults of a schema', () => {
  it.each<[string, object, object]>([
    [
      'fill what is absent, and what is in a default',
      {},
      { size: 'Small', nested: { mode: 'On' }, maybe: 'x' },
    ],
    [
      'leave what is there',
      { size: 'Large', nested: { mode: 'Off' }, maybe: 'y' },
      { size: 'Large', nested: { mode: 'Off' }, maybe: 'y' },
    ],
    [
      'do not make objects that have no default',
      { optional: {} },
      {
        size: 'Small',
        nested: { mode: 'On' },
        optional: { mode: 'On' },
        maybe: 'x',
      },
    ],
    [
      'reach into list items and map entries',
      { ports: [{}], byName: { a: {} } },
      {
        size: 'Small',
        nested: { mode: 'On' },
        ports: [{ protocol: 'TCP' }],
        byName: { a: { mode: 'On' } },
        maybe: 'x',
      },
    ],
    [
      'keep null where it is allowed',
      { maybe: null },
      { size: 'Small', nested: { mode: 'On' }, maybe: null },
    ],
  ])('%s', (_what, input, expected) => {
    const object = { ...input };
    applyDefaults(schema, object);
    expect(object).toEqual(expected);
  });

  it('are copies: one object’s defaults are not another’s', () => {
    const first: Record<string, unknown> = {};
    const second: Record<string, unknown> = {};
    applyDefaults(schema, first);
    applyDefaults(schema, second);
    expect(first.nested).not.toBe(second.nested);
  });
});
