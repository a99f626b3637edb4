import { shrinkSecret } from './shrinkSecret';

it('keeps the version of a Secret, not its annotations, which may quote its content', () => {
  const kept = shrinkSecret({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      namespace: 'fhir',
      name: 'sql',
      uid: 'u',
      resourceVersion: '7',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': 'Password=x',
      },
    },
  });
  expect(kept.metadata).toEqual({
    namespace: 'fhir',
    name: 'sql',
    uid: 'u',
    resourceVersion: '7',
  });
});
