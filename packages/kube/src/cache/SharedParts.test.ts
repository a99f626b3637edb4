import { SharedParts } from './SharedParts';

const template = () => ({
  labels: { app: 'fhir' },
  containers: [{ name: 'fhir', ports: [{ containerPort: 8080 }], ready: true }],
});

describe('SharedParts', () => {
  it('tells a field that is undefined from another field', () => {
    const parts = new SharedParts();
    parts.share({ name: 'cardio', paused: false });
    expect(parts.share({ name: 'cardio', owner: undefined })).toStrictEqual({
      name: 'cardio',
      owner: undefined,
    });
  });

  it('keeps one copy of what two objects say alike', () => {
    const parts = new SharedParts();
    const a = parts.share({ name: 'a', template: template() });
    const b = parts.share({ name: 'b', template: template() });
    expect(a).toEqual({ name: 'a', template: template() });
    expect(b).toEqual({ name: 'b', template: template() });
    expect(b.template).toBe(a.template);
  });

  it.each([
    ['another key', { a: 1 }, { b: 1 }],
    ['a list and an object', { 0: 'a' }, ['a']],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['null and false', [null], [false]],
    ['a key that is missing', { a: 'x' }, { a: 'x', b: null }],
  ])('tells apart what is different: %s', (_words, a, b) => {
    const parts = new SharedParts();
    expect(parts.share(structuredClone(a))).toEqual(a);
    expect(parts.share(structuredClone(b))).toEqual(b);
  });

  it('freezes everything, as nobody may change what others share', () => {
    const shared = new SharedParts().share(template());
    expect(Object.isFrozen(shared)).toBe(true);
    expect(Object.isFrozen(shared.containers[0]?.ports[0])).toBe(true);
  });

  it('takes what is frozen already as it is', () => {
    const parts = new SharedParts();
    const frozen = Object.freeze(template());
    expect(parts.share({ frozen }).frozen).toBe(frozen);
  });

  it('says the same after very many different values', () => {
    const parts = new SharedParts();
    for (let index = 0; index < 40_000; index += 1) {
      const value = { index: `n${index}`, list: [index, { index }] };
      expect(parts.share(structuredClone(value))).toEqual(value);
    }
  });
});
