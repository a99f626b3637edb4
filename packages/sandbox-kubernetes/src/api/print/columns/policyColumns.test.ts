import { cellsOf } from '../testing/cellsOf';

const resource = (target: object) => ({
  type: 'Resource',
  resource: { name: 'cpu', target },
});

describe('a row of kubectl get', () => {
  it.each<[string, string, object, object]>([
    [
      'PodDisruptionBudget',
      'a share',
      { spec: { maxUnavailable: '50%' } },
      {
        'Min Available': 'N/A',
        'Max Unavailable': '50%',
        'Allowed Disruptions': 0,
      },
    ],
    [
      'Lease',
      'its holder',
      { spec: { holderIdentity: 'me' } },
      { Holder: 'me' },
    ],
    [
      'HorizontalPodAutoscaler',
      'no metrics',
      {
        spec: {
          scaleTargetRef: { kind: 'Deployment', name: 'x' },
          maxReplicas: 3,
        },
      },
      {
        Reference: 'Deployment/x',
        Targets: '<none>',
        MinPods: '<unset>',
        MaxPods: 3,
        Replicas: 0,
      },
    ],
    [
      'HorizontalPodAutoscaler',
      'a share that is not known yet',
      { spec: { metrics: [resource({ averageUtilization: 70 })] } },
      { Targets: 'cpu: <unknown>/70%' },
    ],
    [
      'HorizontalPodAutoscaler',
      'an amount',
      {
        spec: { metrics: [resource({ averageValue: '1' })] },
        status: {
          currentMetrics: [{ resource: { current: { averageValue: '500m' } } }],
        },
      },
      { Targets: 'cpu: 500m/1' },
    ],
    [
      'HorizontalPodAutoscaler',
      'other sources',
      {
        spec: {
          metrics: [
            { type: 'External', external: { target: { averageValue: '5' } } },
            { type: 'Object', object: { target: { value: '7' } } },
            resource({}),
          ],
        },
      },
      { Targets: '<unknown>/5 (avg), <unknown>/7 + 1 more...' },
    ],
  ])('of a %s shows %s', (kind, _what, fields, expected) => {
    expect(cellsOf(kind, fields)).toMatchObject(expected);
  });
});
