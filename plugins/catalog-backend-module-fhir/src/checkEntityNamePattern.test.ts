import { checkEntityNamePattern } from './checkEntityNamePattern';

describe('checkEntityNamePattern', () => {
  it.each(['{name}', '{cluster}-{name}', 'fhir.{namespace}_{name}'])(
    'takes %s',
    pattern => {
      expect(() => checkEntityNamePattern(pattern)).not.toThrow();
    },
  );

  it.each([
    ['a pattern without the name', '{cluster}', 'it must contain {name}'],
    ['a slash', '{cluster}/{name}', "makes names such as 'aks/cardio'"],
    ['an unknown placeholder', '{team}-{name}', "such as '{team}-cardio'"],
  ])('refuses %s, and says what is right', (_, pattern, message) => {
    expect(() => checkEntityNamePattern(pattern)).toThrow(message);
    expect(() => checkEntityNamePattern(pattern)).toThrow(
      'fhir.catalog.entityNamePattern',
    );
  });
});
