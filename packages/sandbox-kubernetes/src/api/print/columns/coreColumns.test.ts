import { cellsOf, sampleObject } from '../testing/cellsOf';

describe('a row of kubectl get', () => {
  it.each<[string, string, object, object]>([
    [
      'Namespace',
      'its phase',
      { status: { phase: 'Active' } },
      { Status: 'Active' },
    ],
    [
      'ConfigMap',
      'text and bytes',
      { data: { a: '' }, binaryData: { b: '' } },
      { Data: 2 },
    ],
    [
      'Secret',
      'its type',
      { type: 'Opaque', data: { a: '' } },
      { Type: 'Opaque', Data: 1 },
    ],
    [
      'Event',
      'what happened to what',
      {
        type: 'Warning',
        reason: 'Failed',
        message: ' no ',
        involvedObject: { kind: 'Pod', name: 'p' },
        lastTimestamp: '2026-01-01T00:59:00Z',
        source: { component: 'kubelet', host: 'n' },
      },
      {
        'Last Seen': '60s',
        Type: 'Warning',
        Reason: 'Failed',
        Object: 'pod/p',
        Source: 'kubelet, n',
        Message: 'no',
        Count: 1,
      },
    ],
    [
      'Node',
      'its state and roles',
      {
        metadata: {
          ...sampleObject('', {}).metadata,
          labels: {
            'node-role.kubernetes.io/agent': '',
            'kubernetes.io/role': 'agent',
          },
        },
        spec: { unschedulable: true },
        status: {
          conditions: [{ type: 'Ready', status: 'True' }],
          nodeInfo: { kubeletVersion: 'v1' },
          addresses: [{ type: 'InternalIP', address: '10.1.0.4' }],
        },
      },
      {
        Status: 'Ready,SchedulingDisabled',
        Roles: 'agent',
        Version: 'v1',
        'Internal-IP': '10.1.0.4',
        'External-IP': '<none>',
      },
    ],
    [
      'PersistentVolumeClaim',
      'its modes',
      {
        spec: {},
        status: {
          phase: 'Bound',
          accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
          capacity: { storage: '1Gi' },
        },
      },
      {
        Status: 'Bound',
        Capacity: '1Gi',
        'Access Modes': 'RWO,ROX',
        VolumeAttributesClass: '<unset>',
      },
    ],
    [
      'ResourceQuota',
      'used of hard',
      { status: { hard: { cpu: '4', 'limits.cpu': '8' }, used: { cpu: '1' } } },
      { Request: 'cpu: 1/4', Limit: 'limits.cpu: 0/8' },
    ],
    [
      'RoleBinding',
      'who',
      {
        roleRef: { kind: 'Role', name: 'r' },
        subjects: [
          { kind: 'User', name: 'u' },
          { kind: 'ServiceAccount', namespace: 'n', name: 's' },
        ],
      },
      { Role: 'Role/r', Users: 'u', Groups: '', ServiceAccounts: 'n/s' },
    ],
  ])('of a %s shows %s', (kind, _what, fields, expected) => {
    expect(cellsOf(kind, fields)).toMatchObject(expected);
  });
});
