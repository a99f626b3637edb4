import { readinessGateRules } from '@fhir-on-aks/operator';
import {
  condition,
  parseFhirStatus,
  parseOperatorSettings,
  type FhirSpecInput,
  type ServerReading,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { fhirOf, fullSpec, plainSpec } from './fhirs';
import { hostOperator, type HostedOperator } from './hostOperator';
import { OperatorStage } from './OperatorStage';

describeOnOwnControlPlane('a rollout on a real API server', () => {
  let stage: OperatorStage;

  const world = () => stage.world;
  const apply = (name: string, spec: FhirSpecInput) =>
    stage.apply(fhirOf(stage.namespace, name, spec));
  const replicas = (name: string, which: string) =>
    Number(Object(world().object('Deployment', name)?.status)[which] ?? 0);

  beforeAll(() => {
    stage = new OperatorStage('rollouts');
  }, 120_000);

  afterAll(() => stage.close());

  it('waits for the schema upgrade, also when the operator is killed meanwhile', async () => {
    const upgrades: number[] = [];
    const rollouts: number[] = [];
    const told = new Set<string | undefined>();
    world().onChange('Job', ({ metadata, status }) => {
      if (Object(status).succeeded) upgrades.push(versionOf(metadata));
    });
    world().onChange('Deployment', ({ metadata, spec }) => {
      if (imageOf(spec).endsWith(':5.0.31') && !Object(spec).paused)
        rollouts.push(versionOf(metadata));
    });
    world().onChange('Fhir', ({ status }) =>
      told.add(condition(parseFhirStatus(status), 'Ready')?.reason),
    );
    const spec = fullSpec('cardio');
    let operator = await stage.start();
    await apply('cardio', spec);
    await stage.untilRight();
    upgrades.length = 0;
    await apply('cardio', { ...spec, image: { tag: '5.0.31' } });
    await world().until(
      'the second upgrade has begun',
      () => world().objects('Job').length === 2 || upgrades.length > 0,
    );
    await operator.kill();
    operator = await stage.start();
    await stage.untilRight();
    expect(Math.min(...rollouts)).toBeGreaterThan(Math.min(...upgrades));
    expect([...told]).toContain('SchemaUpgrading');
    await operator.stop();
    await stage.remove(['cardio']);
    await stage.untilNothingIsLeft();
  });

  describe('with a readiness gate', () => {
    let operator: HostedOperator;
    const healthy: ServerReading = {
      health: 'Healthy',
      softwareVersion: '5.0.30',
      fhirVersion: '4.0.1',
    };
    let answer = healthy;
    const features = { readinessGate: 'Enabled' } as const;

    beforeAll(async () => {
      operator = await hostOperator({
        kubeconfig: stage.kubeconfigOf('gatekeeper', readinessGateRules),
        namespace: stage.system,
        settings: { ...stage.config, features, probe: { mode: 'service' } },
        ask: async () => answer,
      });
    });

    afterAll(() => operator.stop());

    const untilRight = () =>
      stage.untilRight(45, {
        settings: parseOperatorSettings({ ...stage.settings, features }),
        server: healthy,
      });

    it('gives a pod no traffic while its own server says Degraded, and keeps the old pods until the new ones are Healthy', async () => {
      await apply('neuro', { ...plainSpec('neuro'), replicas: 2 });
      await untilRight();
      const fewest: number[] = [];
      world().onChange('Deployment', () =>
        fewest.push(replicas('neuro', 'readyReplicas')),
      );
      answer = { ...healthy, health: 'Degraded' };
      const tag = '5.0.31';
      const spec = { ...plainSpec('neuro'), replicas: 2, image: { tag } };
      await apply('neuro', spec);
      await world().until('a new pod runs, and waits', () =>
        world()
          .objects('Pod')
          .some(
            pod =>
              imageOf({ template: { spec: pod.spec } }).endsWith(tag) &&
              conditionOf(pod.status, 'ContainersReady') === 'True',
          ),
      );
      // Long enough for the operator to ask a second time.
      await new Promise(resolve => setTimeout(resolve, 6_000));
      expect(replicas('neuro', 'updatedReplicas')).toBeLessThan(2);
      expect(replicas('neuro', 'readyReplicas')).toBe(2);
      answer = healthy;
      await untilRight();
      expect(Math.min(...fewest)).toBe(2);
    });

    it('needs one right more, and no other', async () => {
      const user = stage.userOf('gatekeeper');
      expect(stage.audit.forbidden(user, 0)).toEqual([]);
      expect(
        stage.audit
          .writes(user, 0)
          .some(({ objectRef }) => objectRef?.subresource === 'status'),
      ).toBe(true);
      await stage.remove(['neuro']);
      await stage.untilNothingIsLeft();
    });
  });
});

function versionOf({ resourceVersion }: { resourceVersion?: string }): number {
  return Number(resourceVersion);
}

function imageOf(spec: unknown): string {
  return String(Object(spec).template.spec.containers[0].image);
}

function conditionOf(status: unknown, type: string): string | undefined {
  const conditions: Array<{ type: string; status: string }> =
    Object(status).conditions ?? [];
  return conditions.find(each => each.type === type)?.status;
}
