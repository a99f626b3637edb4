import { nearestName } from './nearestName';

const known = ['replicas', 'resources', 'reindex', 'database', 'kubeconfig'];

describe('nearestName', () => {
  it.each([
    ['replica', 'replicas'],
    ['Replicas', 'replicas'],
    ['databse', 'database'],
    ['kubeConfig', 'kubeconfig'],
    ['resource', 'resources'],
    ['zone', undefined],
    ['', undefined],
  ])('%s means %s', (name, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });

  it('is nothing when nothing is known', () => {
    expect(nearestName('x', [])).toBeUndefined();
  });
});
