import { middleCut } from './middleCut';

describe('middleCut', () => {
  it.each([
    ['a short name stays', 'cardio', 10, 'cardio'],
    ['a name of exactly the length stays', 'cardiology', 10, 'cardiology'],
    [
      'a long name keeps head and tail',
      'cardio-7c9d8b6f5-x1zzz',
      11,
      'cardi…x1zzz',
    ],
  ])('%s', (_, text, length, expected) => {
    expect(middleCut(text, length)).toBe(expected);
  });
});
