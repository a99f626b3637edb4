import { includes, project } from './intent';

const stored = {
  replicas: 2,
  strategy: 'RollingUpdate',
  containers: [
    { name: 'sidecar', image: 's' },
    { name: 'fhir', image: 'a', pull: 'Always', args: ['x', 'y'] },
  ],
};

describe('includes', () => {
  it.each<[string, unknown, boolean]>([
    ['fields that the API server added do not matter', { replicas: 2 }, true],
    ['a value that differs does', { replicas: 3 }, false],
    ['a value that is missing does', { paused: false }, false],
    ['an undefined value wants nothing', { paused: undefined }, true],
    ['an empty object may be left out', { annotations: {} }, true],
    [
      'entries of a list are found by their name',
      { containers: [{ name: 'fhir', image: 'a' }] },
      true,
    ],
    [
      'an entry that is missing matters',
      { containers: [{ name: 'other' }] },
      false,
    ],
    [
      'a list of values must be the same',
      { containers: [{ name: 'fhir', args: ['x'] }] },
      false,
    ],
    [
      'the same list of values is',
      { containers: [{ name: 'fhir', args: ['x', 'y'] }] },
      true,
    ],
    ['an object is not a value', { replicas: { x: 1 } }, false],
    ['a list is not an object', { replicas: [] }, false],
  ])('%s', (_sentence, intent, expected) => {
    expect(includes(stored, intent)).toBe(expected);
  });
});

describe('project', () => {
  it('keeps what the intent talks about', () => {
    const intent = { replicas: 9, containers: [{ name: 'fhir', image: 'z' }] };
    expect(project(intent, stored)).toEqual({
      replicas: 2,
      containers: [{ name: 'fhir', image: 'a' }],
    });
  });
});
