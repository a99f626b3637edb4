import { hostHolder, type Claim } from './hostHolder';

const claim = (
  name: string,
  creationTimestamp: string,
  serves = false,
): Claim => ({
  metadata: { uid: name, namespace: 'fhir', name, creationTimestamp },
  serves,
});
const old = '2026-11-24T00:00:00Z';
const young = '2026-11-24T00:00:01Z';

describe('hostHolder', () => {
  it.each<[string, Claim, Claim[], string | undefined]>([
    ['is the asker when nobody else wants it', claim('a', old), [], undefined],
    ['is the older one', claim('a', young), [claim('b', old)], 'fhir/b'],
    [
      'stays with the asker when it is the older one',
      claim('a', old),
      [claim('b', young)],
      undefined,
    ],
    [
      'stays with the one that serves it, even when an older one changes its mind',
      claim('a', old),
      [claim('b', young, true)],
      'fhir/b',
    ],
    [
      'is decided by name when both came in the same second',
      claim('b', old),
      [claim('a', old), claim('c', old)],
      'fhir/a',
    ],
    [
      'is the older one when both serve it',
      claim('b', young, true),
      [claim('a', old, true)],
      'fhir/a',
    ],
  ])('%s', (_sentence, asker, rivals, holder) => {
    expect(hostHolder(asker, rivals)).toBe(holder);
  });
});
