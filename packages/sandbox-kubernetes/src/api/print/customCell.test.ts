import type { KubeObject } from '../contract';
import { customCell } from './customCell';

const now = Date.parse('2026-01-01T01:00:00Z');
const object: KubeObject = {
  apiVersion: 'example.org/v1',
  kind: 'Thing',
  metadata: {
    name: 'x',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: {
    text: 'a',
    count: 3,
    half: 1.5,
    on: false,
    map: { b: 1 },
    list: ['x', 'y'],
    nothing: null,
  },
};

describe('the cell of a column', () => {
  it.each([
    ['string', '.spec.text', 'a'],
    ['string', '.spec.count', '3'],
    ['string', '.spec.on', 'false'],
    ['string', '.spec.map', '{"b":1}'],
    ['string', '.spec.list', '["x","y"]'],
    ['string', '.spec.list[*]', 'x'],
    ['string', '.spec.missing', null],
    ['string', '.spec.nothing', null],
    ['integer', '.spec.count', 3],
    ['integer', '.spec.half', 1],
    ['integer', '.spec.text', null],
    ['number', '.spec.half', 1.5],
    ['number', '.spec.text', null],
    ['boolean', '.spec.on', false],
    ['boolean', '.spec.text', null],
    ['date', '.metadata.creationTimestamp', '60m'],
    ['date', '.spec.text', '<invalid>'],
    ['date', '.spec.count', null],
    ['string', '.spec[', null],
  ])('a %s at %s is %j', (type, jsonPath, expected) => {
    expect(customCell({ name: 'X', type, jsonPath }, object, now)).toBe(
      expected,
    );
  });
});
