import { LogQuery } from './logQuery';
import { parseQuery } from './parseQuery';

const pod = 'cardio-7c9d8f6b5-x2x4k';

describe('LogQuery', () => {
  it('fills in what is not said', () => {
    expect(parseQuery(LogQuery, { pod })).toEqual({
      pod,
      tailLines: 500,
      previous: false,
      follow: false,
    });
  });

  it('reads every parameter from text', () => {
    expect(
      parseQuery(LogQuery, {
        pod,
        container: 'fhir',
        tailLines: '20',
        follow: 'true',
      }),
    ).toEqual({
      pod,
      container: 'fhir',
      tailLines: 20,
      previous: false,
      follow: true,
    });
  });

  it.each([
    ['no pod', {}, 'pod: is missing; for example cardio-7c9d8f6b5-x2x4k'],
    ['a path as pod', { pod: '../secrets' }, 'pod: must be a Kubernetes name'],
    ['two pods', { pod: [pod, pod] }, 'pod: is missing'],
    [
      'more lines than one answer has',
      { pod, tailLines: '5001' },
      'tailLines: must be at most 5000',
    ],
    [
      'lines that are no number',
      { pod, tailLines: 'all' },
      'tailLines: must be a number from 0 to 5000',
    ],
    [
      'a flag that is none',
      { pod, follow: 'yes' },
      'follow: write true or false',
    ],
    [
      'following a container that ended',
      { pod, follow: 'true', previous: 'true' },
      'follow: a container that ended writes nothing more',
    ],
  ])('refuses %s', (_, query, message) => {
    expect(() => parseQuery(LogQuery, query)).toThrow(message);
  });
});
