import { parseLabelSelector } from './labelSelector';

const labels = { app: 'web', tier: 'front', level: '3', empty: '' };

describe('a label selector', () => {
  it.each([
    ['', true],
    ['app=web', true],
    ['app==web', true],
    [' app = web , tier = front ', true],
    ['app=api', false],
    ['app!=api', true],
    ['missing!=api', true],
    ['app', true],
    ['!app', false],
    ['!missing', true],
    ['! missing', true],
    ['app in (api, web)', true],
    ['app in(api)', false],
    ['app notin (api)', true],
    ['missing notin (api)', true],
    ['empty=', true],
    ['app=', false],
    ['empty in (,x)', true],
    ['level>2', true],
    ['level > 3', false],
    ['level<4', true],
    ['missing<4', false],
    ['app=web,tier=back', false],
    ['in=x', false],
  ])('"%s" → %s', (text, expected) => {
    expect(parseLabelSelector(text)(labels)).toBe(expected);
  });

  it.each([
    ['=', "found '=', expected: !, identifier, or 'end of string'"],
    ['a b', "found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a in b', "found 'b', expected: '('"],
    ['a in (b', "found '', expected: ',' or ')'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a,', "found '', expected: identifier after ','"],
    ['!', "found '', expected: identifier"],
    ['a==(', "found '(', expected: identifier"],
  ])('"%s" is refused in the words of the API server', (text, message) => {
    expect(() => parseLabelSelector(text)).toThrow(message);
  });
});
