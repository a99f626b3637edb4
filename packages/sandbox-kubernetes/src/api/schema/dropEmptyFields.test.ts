import { builtinSchema } from './builtinSchemas';
import { dropEmptyFields } from './dropEmptyFields';

const drop = (spec: object) => {
  const object = { spec: { ...spec } };
  dropEmptyFields(builtinSchema('io.k8s.api.core.v1.Pod'), object);
  return object.spec;
};

describe('what the API server leaves out of what it stores', () => {
  it.each<[string, object, object]>([
    ['empty lists', { volumes: [], tolerations: [] }, {}],
    ['empty maps', { nodeSelector: {} }, {}],
    [
      'empty texts, zeros and false that are no pointers',
      { nodeName: '', hostNetwork: false },
      {},
    ],
    [
      'but not zeros that were meant',
      { terminationGracePeriodSeconds: 0, automountServiceAccountToken: false },
      { terminationGracePeriodSeconds: 0, automountServiceAccountToken: false },
    ],
    [
      'and not empty objects that say something',
      { volumes: [{ name: 'a', emptyDir: {} }], securityContext: {} },
      { volumes: [{ name: 'a', emptyDir: {} }], securityContext: {} },
    ],
    [
      'also inside of list items',
      {
        containers: [{ name: 'a', env: [{ name: 'A', value: '' }], args: [] }],
      },
      { containers: [{ name: 'a', env: [{ name: 'A' }] }] },
    ],
  ])('%s', (_what, spec, expected) => {
    expect(drop(spec)).toEqual(expected);
  });
});
