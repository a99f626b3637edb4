import { aboutOf, shrinkEvent, shrinkPod, shrinkSecret } from './shrink';

describe('what is kept in memory', () => {
  it('of a Secret is its version, not its annotations, which may quote its content', () => {
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

  it('of a Pod is its status, not what it runs', () => {
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

  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'a.1', namespace: 'fhir', managedFields: [] },
    involvedObject: { kind: 'Pod', namespace: 'fhir', name: 'a', uid: 'p' },
    type: 'Warning',
    message: 'no room',
    source: { component: 'scheduler' },
  };

  it('of an Event about ours is what it says', () => {
    expect(shrinkEvent(event, true)).toMatchObject({
      type: 'Warning',
      message: 'no room',
      reportingComponent: 'scheduler',
    });
    expect(aboutOf(event)).toMatchObject({ kind: 'Pod', uid: 'p' });
  });

  it('of an Event about something else is as good as nothing', () => {
    const kept = shrinkEvent(event, false);
    expect(Object.keys(kept)).toEqual(['apiVersion', 'kind', 'metadata']);
    expect(aboutOf(kept).uid).toBe('');
  });
});
