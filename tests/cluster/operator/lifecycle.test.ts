import { resourceTypeOf, type KubernetesObject } from '@fhir-on-aks/kube';
import { operatorRules } from '@fhir-on-aks/operator';
import {
  condition,
  parseFhirStatus,
  type ConditionType,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { applyObjects, kubectl } from '../kubectl';
import { describeRequest, rightsUsed } from './AuditLog';
import { clashesIn, ownedBySomebody, somebody } from './clashes';
import { installDefinition, removeDefinition } from './definitions';
import {
  exampleFhirs,
  fhirOf,
  fullSpec,
  leastSpec,
  otherSpec,
  plainSpec,
} from './fhirs';
import type { OperatorProcess } from './OperatorProcess';
import { OperatorStage } from './OperatorStage';

/** After its start an operator looks at every server once, and with a resync of a minute at a third of them again. */
const STEADY_MS = 20_000;

describeOnOwnControlPlane('the life of servers on a real API server', () => {
  let stage: OperatorStage;
  let operator: OperatorProcess;
  let birth: number;
  let toldAt: number;

  const world = () => stage.world;
  const conditionOf = (name: string, type: ConditionType) =>
    condition(parseFhirStatus(world().object('Fhir', name)?.status), type);
  const inNamespace = (...args: string[]) =>
    kubectl([...args, '-n', stage.namespace]);
  /** `reason × count: message` of what was told about a server. */
  const eventsAbout = (name: string): string =>
    world()
      .objects('Event')
      .filter(event => Object(event.involvedObject).name === name)
      .map(({ reason, count, message }) => `${reason} × ${count}: ${message}`)
      .join('\n');

  const deployment = (name: string) => world().object('Deployment', name);
  const scaleByHand = async (name: string) => {
    const before = deployment(name);
    const replicas = Number(Object(before?.spec).replicas);
    inNamespace('scale', `deployment/${name}`, `--replicas=${replicas + 1}`);
    await world().until('it is as wanted again', () => {
      const after = deployment(name);
      return (
        Object(after?.spec).replicas === replicas &&
        Number(after?.metadata.generation) >
          Number(before?.metadata.generation) + 1
      );
    });
  };

  beforeAll(async () => {
    removeDefinition('gateway');
    removeDefinition('podIdentity');
    stage = new OperatorStage('lifecycle');
    birth = stage.audit.mark();
    applyObjects(
      secret(stage.namespace, 'cardio-insights', 'connectionString'),
      secret(stage.namespace, 'staging-sql', 'connectionString'),
      secret(stage.namespace, 'sql', 'text'),
    );
    operator = await stage.start();
  }, 120_000);

  afterAll(async () => {
    await stage.close();
    removeDefinition('gateway');
    removeDefinition('podIdentity');
  });

  it('names the API that a server needs and the cluster does not have, and makes the rest of it', async () => {
    await stage.apply(...exampleFhirs(stage.namespace));
    await world().until('the missing APIs are named', () =>
      [
        conditionOf('cardio', 'Exposed'),
        conditionOf('imaging', 'IdentityReady'),
      ].every(found => found?.reason === 'ApiNotServed'),
    );
    expect(conditionOf('cardio', 'Exposed')?.message).toContain(
      'gateway.networking.k8s.io/v1',
    );
    await world().until('their pods run all the same', () =>
      ['cardio', 'imaging'].every(
        name => conditionOf(name, 'WorkloadAvailable')?.status === 'True',
      ),
    );
    installDefinition('gateway');
    installDefinition('podIdentity');
  });

  it('takes back what somebody changed by hand, and says so', async () => {
    await scaleByHand('minimal');
    await world().until('it is told', () =>
      eventsAbout('minimal').includes(
        'FieldsTakenBack × 1: Deployment minimal: kubectl had changed .spec.replicas',
      ),
    );
    toldAt = Date.now();
  });

  it('makes a deleted child anew', async () => {
    const { uid } = world().object('Service', 'trials')?.metadata ?? {};
    inNamespace('delete', 'service', 'trials');
    await world().until('there is another Service', () => {
      const found = world().object('Service', 'trials')?.metadata.uid;
      return found !== undefined && found !== uid;
    });
  });

  it('leaves a paused server alone, and catches up when it goes on', async () => {
    const [minimal] = exampleFhirs(stage.namespace).filter(
      ({ metadata }) => metadata.name === 'minimal',
    );
    const change = (more: object): KubernetesObject => ({
      ...minimal,
      spec: { ...Object(minimal.spec), ...more },
    });
    await stage.apply(change({ reconcilePolicy: 'Pause', replicas: 2 }));
    await world().until(
      'it says that it is paused',
      () => conditionOf('minimal', 'Ready')?.reason === 'Paused',
    );
    expect(deployment('minimal')?.spec).toMatchObject({
      replicas: 1,
    });
    await stage.apply(change({ reconcilePolicy: 'Manage', replicas: 2 }));
    await world().until('it has two pods', () => {
      const found = deployment('minimal');
      return Object(found?.status).readyReplicas === 2;
    });
  });

  it('makes new pods when a Secret that they read has changed', async () => {
    const generation = () => Number(deployment('staging')?.metadata.generation);
    const before = generation();
    applyObjects(
      secret(stage.namespace, 'staging-sql', 'connectionString', 'other'),
    );
    await world().until('its pods roll', () => generation() > before);
  });

  it('uses the Gateway API and AAD Pod Identity as soon as they are installed: every child of every example', async () => {
    await stage.untilRight(50);
    expect(kindsOfChildren(world().objects())).toEqual([
      'AzureIdentity',
      'AzureIdentityBinding',
      'ConfigMap',
      'Deployment',
      'HTTPRoute',
      'HorizontalPodAutoscaler',
      'Ingress',
      'Job',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]);
    expect(world().object('ConfigMap', 'trials-roles')?.data).toMatchObject({
      'roles.json': expect.stringContaining('trialWriter'),
    });
  }, 90_000);

  it('removes every kind of child that is no longer wanted', async () => {
    for (const spec of [fullSpec, otherSpec, fullSpec, leastSpec]) {
      await stage.apply(fhirOf(stage.namespace, 'changing', spec('changing')));
      await stage.untilRight();
    }
  }, 120_000);

  it('rolls out another image, and keeps its pods when an autoscaler takes over', async () => {
    const spec = { ...plainSpec('scaled'), image: { tag: '5.0.31' } };
    await stage.apply(
      fhirOf(stage.namespace, 'scaled', {
        ...plainSpec('scaled'),
        replicas: 3,
      }),
    );
    await stage.untilRight();
    await stage.apply(
      fhirOf(stage.namespace, 'scaled', { ...spec, replicas: 3 }),
    );
    await stage.untilRight();
    expect(JSON.stringify(deployment('scaled')?.spec)).toContain(':5.0.31');
    const wanted: number[] = [];
    world().onChange('Deployment', object => {
      if (object.metadata.name !== 'scaled') return;
      wanted.push(Object(object.spec).replicas);
    });
    const autoscaling = {
      minReplicas: 2,
      maxReplicas: 5,
      targetCpuPercent: 70,
    };
    await stage.apply(
      fhirOf(stage.namespace, 'scaled', { ...spec, autoscaling }),
    );
    await stage.untilRight();
    expect(new Set(wanted)).toEqual(new Set([3]));
  });

  it('leaves an object of the same name to whoever made it, whatever its kind, and names it', async () => {
    const clashes = clashesIn(stage);
    applyObjects(somebody(stage.namespace));
    const { uid } = JSON.parse(
      inNamespace('get', 'configmap', 'somebody', '-o', 'json'),
    ).metadata;
    for (const { foreign } of clashes) {
      await stage.client.apply(
        resourceTypeOf(foreign),
        ownedBySomebody(foreign, uid),
        { fieldManager: 'somebody' },
      );
    }
    await stage.apply(...clashes.map(({ fhir }) => fhir));
    await world().until('every clash is told', () =>
      clashes
        .filter(
          ({ fhir, foreign }) =>
            conditionOf(fhir.metadata.name, 'Ready')?.reason !==
              'ApplyConflict' ||
            !conditionOf(fhir.metadata.name, 'Ready')?.message.includes(
              `${foreign.kind} ${foreign.metadata.name}`,
            ),
        )
        .map(({ fhir }) =>
          [
            fhir.metadata.name,
            conditionOf(fhir.metadata.name, 'Ready')?.message,
          ].join(': '),
        ),
    );
    for (const { foreign } of clashes) {
      const found = world().object(foreign.kind, foreign.metadata.name);
      expect(found?.metadata.ownerReferences?.map(({ name }) => name)).toEqual([
        'somebody',
      ]);
    }
    inNamespace('delete', 'configmap', 'somebody');
    await stage.remove(clashes.map(({ fhir }) => fhir.metadata.name));
    await world().until('all of it is gone', () =>
      world()
        .objects()
        .filter(({ kind }) => kind !== 'Event')
        .filter(({ metadata }) => metadata.name.startsWith('clash-'))
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    );
  });

  it('counts what happens again, once a minute at most', async () => {
    await new Promise(resolve =>
      setTimeout(resolve, toldAt + 61_000 - Date.now()),
    );
    await scaleByHand('minimal');
    await world().until('it is counted', () =>
      eventsAbout('minimal').includes('FieldsTakenBack × 2'),
    );
  }, 90_000);

  it('writes nothing while nothing changes, not even after a restart', async () => {
    await stage.untilRight();
    expect(await operator.stop()).toBe(0);
    const mark = stage.audit.mark();
    operator = await stage.start({ settings: { resyncMinutes: 1 } });
    await new Promise(resolve => setTimeout(resolve, STEADY_MS));
    expect(
      await operator.metric('controller_runtime_reconcile_total'),
    ).toBeGreaterThanOrEqual(world().objects('Fhir').length);
    expect(
      stage.audit.writes(stage.userOf(), mark).map(describeRequest),
    ).toEqual([]);
  }, 120_000);

  it('leaves nothing behind', async () => {
    await stage.removeAll();
  });

  it('gets along with exactly the rights that it is shipped with, and uses every one of them', async () => {
    await operator.stop();
    const user = stage.userOf();
    expect(stage.audit.forbidden(user, birth)).toEqual([]);
    expect(stage.audit.refused(user, birth)).toEqual([]);
    const used = new Set(stage.audit.requests(user, birth).flatMap(rightsUsed));
    const granted = operatorRules.flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(resource =>
          verbs.map(verb => `${verb} ${group}/${resource}`),
        ),
      ),
    );
    expect(
      granted.filter(right => !used.has(right) && !isNotSeen(right)),
    ).toEqual([]);
  });
});

/** Rights that are asked for without a request of their own, and those of a fallback. */
function isNotSeen(right: string): boolean {
  // Checked by the admission plugin OwnerReferencesPermissionEnforcement when a child is written.
  if (right.endsWith('/fhirs/finalizers')) return true;
  // Before Kubernetes 1.34 the first reading is a list; here it is part of the watch.
  return right.startsWith('list ');
}

function secret(
  namespace: string,
  name: string,
  key: string,
  value = 'secret',
): object {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name },
    stringData: { [key]: value },
  };
}

function kindsOfChildren(objects: readonly KubernetesObject[]): string[] {
  const children = objects.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ kind }) => kind === 'Fhir'),
  );
  return [...new Set(children.map(({ kind }) => kind))].sort();
}
