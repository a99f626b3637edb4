import { parseLabelSelector } from './labelSelector';
import { selectorText } from './selectorText';

describe('a LabelSelector as text', () => {
  const selector = {
    matchLabels: { b: '2', a: '1' },
    matchExpressions: [
      { key: 'c', operator: 'In', values: ['y', 'x'] },
      { key: 'd', operator: 'NotIn', values: ['z'] },
      { key: 'e', operator: 'Exists' },
      { key: 'f', operator: 'DoesNotExist' },
    ],
  };

  it('is one that can be read', () => {
    const text = selectorText(selector);
    expect(text).toBe('a=1,b=2,c in (x,y),d notin (z),e,!f');
    const matches = parseLabelSelector(text);
    expect(matches({ a: '1', b: '2', c: 'x', e: '' })).toBe(true);
    expect(matches({ a: '1', b: '2', c: 'x', e: '', f: '' })).toBe(false);
  });

  it('is empty when there is nothing to match', () => {
    expect(selectorText({})).toBe('');
  });
});
