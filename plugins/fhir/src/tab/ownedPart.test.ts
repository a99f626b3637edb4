import { ownedPart } from './ownedPart';

describe('ownedPart', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['leaves out fields that others own', { a: 1 }, { a: 2, b: 3 }, { a: 2 }],
    ['leaves out what is not live', { a: 1, c: 1 }, { a: 1 }, { a: 1 }],
    [
      'goes into objects',
      { spec: { replicas: 2 } },
      { spec: { replicas: 3, strategy: {} }, status: {} },
      { spec: { replicas: 3 } },
    ],
    [
      'matches items of a list by name',
      { ports: [{ name: 'b', port: 1 }] },
      {
        ports: [
          { name: 'a', port: 9 },
          { name: 'b', port: 2, extra: 1 },
        ],
      },
      { ports: [{ name: 'b', port: 2 }] },
    ],
    [
      'and by position when they have none',
      { args: [{ x: 1 }, 'two'] },
      { args: [{ x: 2, y: 1 }, 'three'] },
      { args: [{ x: 2 }, 'three'] },
    ],
    ['drops items that are not live', [{ name: 'a' }], [], []],
    ['shows another type as it is', { a: 1 }, 'text', 'text'],
  ])('%s', (_, desired, live, expected) => {
    expect(ownedPart(desired, live)).toEqual(expected);
  });
});
