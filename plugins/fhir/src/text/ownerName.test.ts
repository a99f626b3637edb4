import { ownerName } from './ownerName';

describe('ownerName', () => {
  it.each([
    ['a full ref', 'group:default/cardiology', 'cardiology'],
    ['a ref without namespace', 'group:cardiology', 'cardiology'],
    ['a name', 'cardiology', 'cardiology'],
  ])('%s', (_, ref, name) => {
    expect(ownerName(ref)).toBe(name);
  });
});
