import {
  KubernetesApiError,
  resourceTypes,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import { readinessGateRules } from '@fhir-on-aks/operator';
import {
  condition,
  LABELS,
  parseFhirStatus,
  parseOperatorSettings,
  type FhirSpecInput,
  type ServerReading,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { kubectl } from '../kubectl';
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

  it('holds back a rollout whose schema upgrade fails, says why, and goes on when the Job is deleted', async () => {
    const operator = await stage.start();
    const spec = fullSpec('onco');
    await apply('onco', spec);
    await stage.untilRight();
    const ready = () =>
      condition(
        parseFhirStatus(world().object('Fhir', 'onco')?.status),
        'Ready',
      );
    const failing = letSchemaPodsFail(stage, 'Login failed for user schema.');
    try {
      await apply('onco', { ...spec, image: { tag: '5.0.31' } });
      // Four attempts, with pauses of 10, 20 and 40 seconds between them.
      await world().until(
        'the upgrade has failed',
        () => ready()?.reason === 'SchemaUpgradeFailed',
        150,
      );
      expect(ready()).toMatchObject({
        status: 'False',
        message: expect.stringContaining('Login failed for user schema.'),
      });
      expect(replicas('onco', 'readyReplicas')).toBe(2);
      const images = world()
        .objects('Pod')
        .filter(pod => !isSchemaObject(pod))
        .map(({ spec: pod }) => imageOf({ template: { spec: pod } }));
      expect(new Set(images)).toEqual(
        new Set([expect.stringMatching(/:5\.0\.30$/)]),
      );
      await stage.staysQuiet();
    } finally {
      failing.stop();
    }
    const failed = world()
      .objects('Job')
      .find(({ status }) => Object(status).failed > 0);
    kubectl([
      ...['delete', 'job', `${failed?.metadata.name}`],
      ...['--namespace', stage.namespace],
    ]);
    await stage.untilRight();
    await operator.stop();
    await stage.remove(['onco']);
    await stage.untilNothingIsLeft();
  }, 300_000);

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

function isSchemaObject({ metadata }: KubernetesObject): boolean {
  return metadata.labels?.[LABELS.component] === 'schema';
}

const playedNodes = ['--selector', 'kwok.x-k8s.io/node'];

/** Keeps new pods from every node, so that nobody plays them, and ends those of schema upgrades with an error. */
function letSchemaPodsFail(stage: OperatorStage, message: string) {
  let failing = true;
  kubectl(['cordon', ...playedNodes]);
  stage.world.onChange('Pod', pod => {
    if (!failing || !isSchemaObject(pod)) return;
    if (Object(pod.status).phase !== 'Pending') return;
    stage.client
      .patch(
        resourceTypes.Pod,
        pod.metadata,
        { status: { phase: 'Failed', containerStatuses: [ended(message)] } },
        { subresource: 'status' },
      )
      .catch(ignoreMissing);
  });
  return {
    stop: () => {
      failing = false;
      kubectl(['uncordon', ...playedNodes]);
    },
  };
}

function ended(message: string) {
  const terminated = { exitCode: 1, reason: 'Error', message };
  return {
    name: 'schema',
    image: 'acr.example.org/schema:1',
    imageID: '',
    ready: false,
    restartCount: 0,
    state: { terminated },
  };
}

function ignoreMissing(error: unknown): void {
  if (error instanceof KubernetesApiError && error.code === 404) return;
  throw error;
}

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
