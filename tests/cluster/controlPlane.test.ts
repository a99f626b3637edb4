import { controlPlane, describeOnOwnControlPlane } from './controlPlane';
import { applyObjects, kubectl } from './kubectl';

const namespace = 'control-plane-test';

describeOnOwnControlPlane('the control plane', () => {
  beforeAll(() => {
    applyObjects({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
  });

  afterAll(() => {
    kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  it('makes the pods of a Deployment Ready', () => {
    kubectl([
      ...['create', 'deployment', 'web', '-n', namespace],
      ...['--image=example.test/web:1', '--replicas=3'],
    ]);
    const output = kubectl([
      ...['rollout', 'status', 'deployment/web', '-n', namespace],
      '--timeout=30s',
    ]);
    expect(output).toContain('successfully rolled out');
  });

  it('refuses what RBAC does not allow', () => {
    expect(() =>
      kubectl(['get', 'secrets', '-n', namespace, '--as=somebody']),
    ).toThrow(/secrets is forbidden: User "somebody" cannot list resource/);
  });

  it('keeps its objects when the API server is killed', () => {
    controlPlane('kill');
    expect(
      kubectl(['get', 'deployment', 'web', '-n', namespace, '-o', 'name']),
    ).toBe('deployment.apps/web\n');
  });

  it('answers 410 to a watch from before a compaction', () => {
    controlPlane('compact');
    controlPlane('kill');
    const events = kubectl([
      ...['get', '--raw'],
      `/api/v1/namespaces/${namespace}/pods?watch=1&resourceVersion=5&timeoutSeconds=1`,
    ]);
    expect(JSON.parse(events)).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
  });
});
