import { resourceTypes, type KubernetesObject } from '@fhir-on-aks/kube';
import {
  condition,
  FHIR_RESOURCE,
  parseFhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { kubectl } from '../kubectl';
import {
  installDefinition,
  installDeletionProtection,
  removeDefinition,
  removeDeletionProtection,
} from './definitions';
import { fhirOf, fullSpec, otherSpec, plainSpec } from './fhirs';
import type { OperatorProcess } from './OperatorProcess';
import { OperatorStage } from './OperatorStage';
import { untilRefused } from './persist';

describeOnOwnControlPlane('deleting a server on a real API server', () => {
  let stage: OperatorStage;
  let operator: OperatorProcess;

  const world = () => stage.world;
  const named = (name: string, spec = plainSpec(name)) =>
    fhirOf(stage.namespace, name, spec);
  const ref = (name: string) => ({ namespace: stage.namespace, name });
  const dryRun = (name: string) =>
    stage.client.remove(FHIR_RESOURCE, ref(name), { dryRun: true });

  beforeAll(async () => {
    stage = new OperatorStage('deletion');
    installDefinition('gateway');
    installDefinition('podIdentity');
    installDeletionProtection();
    operator = await stage.start();
  }, 120_000);

  afterAll(async () => {
    removeDeletionProtection();
    await stage.close();
    removeDefinition('gateway');
    removeDefinition('podIdentity');
  });

  it.each(['Foreground', 'Background'] as const)(
    'in the %s leaves nothing, and the operator makes no child anew meanwhile',
    async propagation => {
      await stage.apply(named('full', fullSpec('full')), named('plain'));
      await stage.untilRight();
      const mark = stage.audit.mark();
      await stage.remove(['full', 'plain'], propagation);
      await stage.untilNothingIsLeft();
      expect(stage.childWrites(mark)).toEqual([]);
    },
  );

  it('tells what it waits for while somebody else holds it', async () => {
    await stage.apply({
      ...named('held'),
      metadata: { ...named('held').metadata, finalizers: ['test/hold'] },
    });
    await stage.untilRight();
    await stage.remove(['held']);
    await world().until('it is told', () => {
      const status = parseFhirStatus(world().object('Fhir', 'held')?.status);
      const { reason, message = '' } = condition(status, 'Ready') ?? {};
      return reason === 'Deleting' && message.includes('test/hold');
    });
    await stage.client.patch(FHIR_RESOURCE, ref('held'), {
      metadata: { finalizers: null },
    });
    await stage.untilNothingIsLeft();
  });

  it('works when a child is gone already', async () => {
    await stage.apply(named('cardio'));
    await stage.untilRight();
    await Promise.all([
      stage.client.remove(resourceTypes.Deployment, ref('cardio')),
      stage.remove(['cardio']),
    ]);
    await stage.untilNothingIsLeft();
  });

  it('works when the API of a child is gone', async () => {
    await stage.apply(named('routed', otherSpec('routed')));
    await stage.untilRight(50);
    removeDefinition('gateway');
    await stage.remove(['routed']);
    await stage.untilNothingIsLeft();
  }, 150_000);

  it('works while no operator runs', async () => {
    await stage.apply(named('cardio'));
    await stage.untilRight();
    expect(await operator.stop()).toBe(0);
    await stage.remove(['cardio']);
    await stage.untilNothingIsLeft();
    operator = await stage.start();
  });

  it('with its children orphaned leaves them to whoever asked for that', async () => {
    await stage.apply(named('cardio'));
    await stage.untilRight();
    const mark = stage.audit.mark();
    await stage.client.remove(FHIR_RESOURCE, ref('cardio'), {
      propagationPolicy: 'Orphan',
    });
    await world().until(
      'it is gone',
      () => world().object('Fhir', 'cardio') === undefined,
    );
    const left = orphaned(world().objects());
    expect(left).toContain('Deployment cardio');
    expect(stage.childWrites(mark)).toEqual([]);
    kubectl([
      ...['delete', 'deployments,services,configmaps,serviceaccounts'],
      ...['cardio', '-n', stage.namespace, '--ignore-not-found'],
    ]);
    kubectl(['delete', 'ingress', 'cardio', '-n', stage.namespace]);
    await stage.untilNothingIsLeft();
  });

  it('is refused by the shipped policy while it is protected, in words that say how', async () => {
    await stage.apply(
      named('cardio', {
        ...plainSpec('cardio'),
        deletionProtection: 'Enabled',
      }),
    );
    // A policy holds a moment after it was made.
    await untilRefused(() => dryRun('cardio'));
    const refused =
      /deletion protection is on: set spec.deletionProtection to Disabled/;
    expect(() =>
      kubectl(['delete', 'fhir', 'cardio', '-n', stage.namespace]),
    ).toThrow(refused);
    expect(() =>
      kubectl(['delete', 'fhirs', '--all', '-n', stage.namespace]),
    ).toThrow(refused);
    await stage.untilRight();
    await stage.apply(
      named('cardio', {
        ...plainSpec('cardio'),
        deletionProtection: 'Disabled',
      }),
    );
    await stage.remove(['cardio']);
    await stage.untilNothingIsLeft();
  });

  it('with its namespace works even while it is protected', async () => {
    await stage.apply(
      named('one', { ...fullSpec('one'), deletionProtection: 'Enabled' }),
      named('two'),
    );
    await stage.untilRight();
    await stage.client.remove(resourceTypes.Namespace, {
      name: stage.namespace,
    });
    await world().until(
      'the namespace is gone',
      () => world().object('Namespace', stage.namespace) === undefined,
      60,
    );
    stage.makeNamespaces();
  }, 120_000);

  it('with its very definition works, and a server that is made afterwards gets its children from the same operator', async () => {
    await stage.apply(named('cardio'));
    await stage.untilRight();
    removeDefinition('fhirs');
    await stage.untilNothingIsLeft();
    installDefinition('fhirs');
    await stage.apply(named('neuro'));
    await stage.untilRight();
    await stage.remove(['neuro']);
    await stage.untilNothingIsLeft();
  }, 120_000);

  it('never needed a right that the operator does not have', () => {
    expect(stage.audit.forbidden(stage.userOf(), 0)).toEqual([]);
  });
});

function orphaned(objects: readonly KubernetesObject[]): string[] {
  return objects
    .filter(({ metadata }) => metadata.ownerReferences === undefined)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}
