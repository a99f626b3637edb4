import { definitionOf, issueAt, valueAt, withValueAt } from './specPath';

describe('withValueAt', () => {
  it.each([
    ['sets a field', {}, ['replicas'], 2, { replicas: 2 }],
    [
      'sets a field below others',
      { export: { mode: 'Enabled' } },
      ['export', 'storageAccountUri'],
      'https://st',
      { export: { mode: 'Enabled', storageAccountUri: 'https://st' } },
    ],
    [
      'makes the parts on the way',
      {},
      ['telemetry', 'connectionStringSecret', 'name'],
      's',
      { telemetry: { connectionStringSecret: { name: 's' } } },
    ],
    ['leaves a field out', { replicas: 2 }, ['replicas'], undefined, {}],
    [
      'leaves out a part that has no fields any more',
      { size: 'Small', image: { tag: '1' } },
      ['image', 'tag'],
      undefined,
      { size: 'Small' },
    ],
  ])('%s', (_case, draft, path, value, expected) => {
    expect(withValueAt(draft, path, value)).toEqual(expected);
  });

  it('does not touch the draft that it was given', () => {
    const draft = { image: { tag: '1' } };
    withValueAt(draft, ['image', 'tag'], '2');
    expect(draft).toEqual({ image: { tag: '1' } });
  });
});

it('reads a field, and nothing where there is none', () => {
  expect(valueAt({ image: { tag: '1' } }, ['image', 'tag'])).toBe('1');
  expect(valueAt({ image: 'x' }, ['image', 'tag', 'x'])).toBeUndefined();
});

it('finds what is wrong with a field or with an entry of it', () => {
  const issue = (field: string) => ({
    field,
    value: '"x"',
    message: 'is wrong',
    remedy: 'correct it',
  });
  const issues = [issue('spec.convertData.registries[1]'), issue('spec.size')];
  expect(issueAt(issues, ['convertData', 'registries'])).toBe(issues[0]);
  expect(issueAt(issues, ['size'])).toBe(issues[1]);
  expect(issueAt(issues, ['convertData'])).toBeUndefined();
});

it('knows only fields of the spec', () => {
  expect(definitionOf(['image', 'tag']).title).toBe('Tag');
  expect(() => definitionOf(['colour'])).toThrow('no field colour');
});
