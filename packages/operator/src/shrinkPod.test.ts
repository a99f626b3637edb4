import { shrinkPod } from './shrinkPod';

it('keeps the status of a Pod, not what it runs', () => {
  const kept = shrinkPod({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { nodeName: 'n', containers: [{ name: 'fhir' }] },
    status: { phase: 'Running' },
  });
  expect(kept).toMatchObject({
    spec: { nodeName: 'n' },
    status: { phase: 'Running' },
  });
  expect(kept.spec).not.toHaveProperty('containers');
});
