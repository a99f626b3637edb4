import { changesOf } from './setFields';

describe('changesOf reads --set', () => {
  it.each([
    ['a number', ['replicas=3'], { replicas: 3 }],
    ['a choice', ['size=Large'], { size: 'Large' }],
    ['a leading spec', ['spec.size=Large'], { size: 'Large' }],
    ['a field inside', ['exposure.host=a.b'], { exposure: { host: 'a.b' } }],
    [
      'several fields of one object',
      ['autoscaling.minReplicas=2', 'autoscaling.maxReplicas=5'],
      { autoscaling: { minReplicas: 2, maxReplicas: 5 } },
    ],
    ['null', ['autoscaling=null'], { autoscaling: null }],
    [
      'a text that looks like a number',
      ['image.tag=5'],
      { image: { tag: '5' } },
    ],
    [
      'a text with =',
      ['security.audience=a=b'],
      { security: { audience: 'a=b' } },
    ],
    ['an empty text', ['security.audience='], { security: { audience: '' } }],
    [
      'a list by commas',
      ['cors.origins=https://a,https://b'],
      { cors: { origins: ['https://a', 'https://b'] } },
    ],
    [
      'a list as JSON',
      ['cors.origins=["https://a"]'],
      { cors: { origins: ['https://a'] } },
    ],
    [
      'an object as JSON',
      ['database.connectionStringSecret={"name": "sql", "key": "k"}'],
      { database: { connectionStringSecret: { name: 'sql', key: 'k' } } },
    ],
    [
      'a key of settings',
      ['settings.FhirServer:Features:X=20'],
      { settings: { 'FhirServer:Features:X': '20' } },
    ],
    [
      'a key with dots',
      ['settings["A.B"]=true'],
      { settings: { 'A.B': 'true' } },
    ],
    [
      'a later value of the same field',
      ['replicas=1', 'replicas=2'],
      { replicas: 2 },
    ],
    [
      'what is not a number stays for the parser',
      ['replicas=many'],
      { replicas: 'many' },
    ],
    ['a field that is not there stays for the parser', ['nope=1'], { nope: 1 }],
  ])('%s', (_case, assignments, changes) => {
    expect(changesOf(assignments)).toEqual(changes);
  });

  it.each(['replicas', '=3', '.=3'])('refuses %s', assignment => {
    expect(() => changesOf([assignment])).toThrow('is not a change');
  });

  it('refuses JSON that is none', () => {
    expect(() => changesOf(['autoscaling={a'])).toThrow('cannot be read');
  });
});
