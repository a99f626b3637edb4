import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { Fhir } from '../api/fhir';
import { parseOperatorSettings } from '../parseOperatorSettings';
import { fhirWith, noIdentity, podIdentity } from '../testing/fhirWith';
import { emptyContext } from './desiredContext';
import { desiredObjects, desiredWaves } from './desiredObjects';
import type { KubernetesObject } from './KubernetesObject';

const settings = parseOperatorSettings({
  schemaManagerImage: { repository: 'acr.io/schema-manager', tag: '5.0.30' },
  gateway: { name: 'fhir', namespace: 'gateways' },
});
const everything = {
  autoscaling: { minReplicas: 2, maxReplicas: 8 },
  authorization: { roles: [{ name: 'reader', dataActions: ['read'] }] },
  networkPolicy: { mode: 'Enabled' },
  telemetry: { prometheus: 'Enabled' },
};
const job = {
  database: { server: 'sql.example.org', name: 'x', schemaUpgrades: 'Job' },
};
const route = { exposure: { type: 'HTTPRoute', host: 'a.example.org' } };
const variants: Array<[string, Fhir]> = [
  ['the smallest', fhirWith()],
  ['one with everything', fhirWith(everything)],
  ['one with a schema Job and a route', fhirWith({ ...job, ...route })],
  ['one with AAD Pod Identity', fhirWith({ ...podIdentity, replicas: 3 })],
  [
    'one with secrets, inside only',
    fhirWith({ ...noIdentity, exposure: { type: 'None' } }),
  ],
  ['one that sleeps', fhirWith({ replicas: 0 })],
];

describe('desiredObjects', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'by default',
      {},
      ['ServiceAccount', 'ConfigMap', 'Deployment', 'Service', 'Ingress'],
    ],
    [
      'with all features',
      { ...everything, ...job },
      [
        'ServiceAccount',
        'ConfigMap',
        'ConfigMap',
        'NetworkPolicy',
        'Job',
        'Deployment',
        'HorizontalPodAutoscaler',
        'PodDisruptionBudget',
        'Service',
        'Ingress',
      ],
    ],
    [
      'with AAD Pod Identity',
      podIdentity,
      [
        'AzureIdentity',
        'AzureIdentityBinding',
        'ConfigMap',
        'Deployment',
        'Service',
        'Ingress',
      ],
    ],
    [
      'with a route',
      route,
      ['ServiceAccount', 'ConfigMap', 'Deployment', 'Service', 'HTTPRoute'],
    ],
    [
      'inside only, without identity',
      { ...noIdentity, exposure: { type: 'None' } },
      ['ConfigMap', 'Deployment', 'Service'],
    ],
  ])('%s', (_, changes, kinds) => {
    const objects = desiredObjects(fhirWith(changes), settings);
    expect(objects.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each(variants)('%s: is the same every time, byte for byte', (_, fhir) => {
    const once = JSON.stringify(desiredObjects(fhir, settings));
    const copy: Fhir = JSON.parse(JSON.stringify(fhir));
    expect(JSON.stringify(desiredObjects(copy, settings))).toBe(once);
  });

  it.each(variants)('%s: leaves its input alone', (_, fhir) => {
    const frozen = deepFreeze(fhir);
    expect(() => desiredObjects(frozen, deepFreeze(settings))).not.toThrow();
  });

  it.each(variants)('%s: owns every object and says whose it is', (_, fhir) => {
    for (const { metadata } of desiredObjects(fhir, settings)) {
      expect(metadata.namespace).toBe('cardiology');
      expect(metadata.ownerReferences).toEqual([
        {
          apiVersion: 'fhir-on-aks.io/v1alpha1',
          kind: 'Fhir',
          name: 'cardio',
          uid: 'a7f0c9c2',
          controller: true,
          blockOwnerDeletion: true,
        },
      ]);
      expect(metadata.labels).toMatchObject({
        'app.kubernetes.io/instance': 'cardio',
        'app.kubernetes.io/managed-by': 'fhir-operator',
        'fhir-on-aks.io/instance-uid': 'a7f0c9c2',
        'backstage.io/kubernetes-id': 'cardio',
      });
    }
  });

  it.each(variants)(
    '%s: has no two objects of one kind and name',
    (_, fhir) => {
      const keys = desiredObjects(fhir, settings).map(
        ({ kind, metadata }) => `${kind} ${metadata.name}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
    },
  );

  it.each(variants)('%s: keeps Pod Security "restricted"', (_, fhir) => {
    const templates = podTemplates(desiredObjects(fhir, settings));
    expect(templates.length).toBeGreaterThan(0);
    for (const { spec } of templates) {
      expect(spec).not.toHaveProperty('hostNetwork');
      expect(spec).not.toHaveProperty('hostPID');
      expect(spec?.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 65532,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const container of spec?.containers ?? []) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          privileged: false,
          readOnlyRootFilesystem: true,
        });
        expect(container.resources?.requests).toBeDefined();
        expect(container.resources?.limits?.memory).toBeDefined();
        expect(container.image).not.toMatch(/:latest$|^[^:@]+$/);
      }
      const kinds = (spec?.volumes ?? []).flatMap(({ name: __, ...volume }) =>
        Object.keys(volume),
      );
      for (const kind of kinds) {
        expect(['emptyDir', 'configMap']).toContain(kind);
      }
    }
  });

  it.each<[string, Record<string, unknown>, object, boolean]>([
    ['one replica', {}, {}, false],
    ['two replicas', { replicas: 2 }, {}, true],
    ['none', { replicas: 0 }, {}, false],
    ['two by default', {}, { defaultReplicas: 2 }, true],
    [
      'one to eight',
      { autoscaling: { minReplicas: 1, maxReplicas: 8 } },
      {},
      false,
    ],
    [
      'two to eight',
      { autoscaling: { minReplicas: 2, maxReplicas: 8 } },
      {},
      true,
    ],
    [
      'two, where the fleet wants none',
      { replicas: 2 },
      { features: { podDisruptionBudget: 'Disabled' } },
      false,
    ],
  ])(
    'protects from disruption where that blocks no node: %s',
    (_, changes, fleet, expected) => {
      const objects = desiredObjects(
        fhirWith(changes),
        parseOperatorSettings(fleet),
      );
      const budgets = objects
        .filter(({ kind }) => kind === 'PodDisruptionBudget')
        .map(({ spec }) => Object(spec));
      expect(
        budgets.map(({ maxUnavailable, unhealthyPodEvictionPolicy }) => [
          maxUnavailable,
          unhealthyPodEvictionPolicy,
        ]),
      ).toEqual(expected ? [[1, 'AlwaysAllow']] : []);
    },
  );

  it('leaves the number of replicas to the autoscaler', () => {
    const specOf = (changes: Record<string, unknown>) =>
      desiredObjects(fhirWith(changes), settings).find(
        ({ kind }) => kind === 'Deployment',
      )?.spec;
    expect(specOf({ replicas: 3 })).toHaveProperty('replicas', 3);
    expect(specOf({ replicas: 0 })).toHaveProperty('replicas', 0);
    expect(specOf(everything)).not.toHaveProperty('replicas');
  });

  it('scales the Deployment by CPU and lets pods leave slowly', () => {
    const [scaler] = desiredObjects(fhirWith(everything), settings).filter(
      ({ kind }) => kind === 'HorizontalPodAutoscaler',
    );
    expect(scaler?.spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'cardio' },
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [{ resource: { target: { averageUtilization: 70 } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['gateway.networking.k8s.io/v1', route, 'HTTPRoute'],
    ['aadpodidentity.k8s.io/v1', podIdentity, 'AzureIdentity'],
  ])('leaves out what the cluster does not serve: %s', (api, changes, kind) => {
    const made = (missingApis: string[]) =>
      desiredObjects(fhirWith(changes), settings, {
        ...emptyContext,
        missingApis,
      }).map(object => object.kind);
    expect(made([])).toContain(kind);
    expect(made([api])).not.toContain(kind);
    expect(made([api])).toContain('Deployment');
  });
});

describe('desiredWaves', () => {
  it('applies what pods need before the pods, and the way in last', () => {
    const waves = desiredWaves(fhirWith(everything), settings);
    expect(waves.map(({ name }) => name)).toEqual([
      'identity and configuration',
      'workload',
      'exposure',
    ]);
    const waveOf = (kind: string) =>
      waves.findIndex(({ objects }) =>
        objects.some(object => object.kind === kind),
      );
    expect(waveOf('ServiceAccount')).toBeLessThan(waveOf('Deployment'));
    expect(waveOf('ConfigMap')).toBeLessThan(waveOf('Deployment'));
    expect(waveOf('Deployment')).toBeLessThan(waveOf('Ingress'));
  });
});

function podTemplates(objects: KubernetesObject[]): PodTemplateSpec[] {
  return objects
    .map(({ spec }) => Object(spec).template)
    .filter(template => template !== undefined);
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
