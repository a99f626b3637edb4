import { resourceTypes } from '@fhir-on-aks/kube';
import {
  condition,
  FHIR_RESOURCE,
  parseFhirStatus,
  type FhirSpecInput,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { kubectl } from '../kubectl';
import {
  installDeletionProtection,
  removeDeletionProtection,
} from './definitions';
import { fhirOf, plainSpec } from './fhirs';
import type { OperatorProcess } from './OperatorProcess';
import { OperatorStage } from './OperatorStage';
import { untilRefused } from './persist';

/** Failures that users of other operators have met, on a real API server. The numbers are issues of their repositories. */
describeOnOwnControlPlane('what went wrong with other operators', () => {
  let stage: OperatorStage;
  let operator: OperatorProcess;

  const world = () => stage.world;
  const ref = (name: string) => ({ namespace: stage.namespace, name });
  const named = (name: string, spec: Partial<FhirSpecInput> = {}) =>
    fhirOf(stage.namespace, name, { ...plainSpec(name), ...spec });
  const reasonOf = (name: string) =>
    condition(parseFhirStatus(world().object('Fhir', name)?.status), 'Ready')
      ?.reason;
  const hold = (name: string, finalizers: string[] | null) =>
    stage.client.patch(resourceTypes.Deployment, ref(name), {
      metadata: { finalizers },
    });
  const removeNamespace = async () => {
    const { namespace } = stage;
    await stage.client.remove(resourceTypes.Namespace, { name: namespace });
    await world().until(
      'the namespace is gone',
      () => world().object('Namespace', namespace) === undefined,
      45,
    );
  };

  beforeAll(async () => {
    // Operator and servers in one namespace, as in CloudNativePG #10535.
    stage = new OperatorStage('peers', { together: true });
    installDeletionProtection();
    operator = await stage.start();
  }, 120_000);

  afterAll(async () => {
    removeDeletionProtection();
    await stage.close();
  });

  it('CloudNativePG #10868, PR #10848: a server that is paused, or refused before anything else, is deleted like any other', async () => {
    const exposure = { type: 'Ingress' as const, host: 'one.example.org' };
    await stage.apply(named('one'));
    await stage.untilRight();
    await stage.apply(
      named('one', { reconcilePolicy: 'Pause' }),
      named('two', { exposure }),
    );
    await world().until('one waits, one is refused', () =>
      [reasonOf('one') === 'Paused', reasonOf('two') === 'HostNameTaken'].every(
        Boolean,
      ),
    );
    await stage.remove(['one', 'two']);
    await stage.untilNothingIsLeft();
  });

  it('CloudNativePG #11360: children that Argo CD takes away before and during the deletion are not made anew', async () => {
    await stage.apply(named('cardio'));
    await stage.untilRight();
    await hold('cardio', ['test/hold']);
    const mark = stage.audit.mark();
    await stage.remove(['cardio']);
    await Promise.all(
      [
        resourceTypes.Service,
        resourceTypes.Ingress,
        resourceTypes.ConfigMap,
      ].map(type => stage.client.remove(type, ref('cardio'))),
    );
    await world().until(
      'the deletion is told',
      () => reasonOf('cardio') === 'Deleting',
    );
    await stage.staysQuiet();
    expect(stage.childWrites(mark)).toEqual([]);
    await hold('cardio', null);
    await stage.untilNothingIsLeft();
  });

  it('zalando #941: a deletion that no operator saw leaves nothing, and a server made anew has children of its own', async () => {
    await stage.apply(named('gone'), named('anew'));
    await stage.untilRight();
    await operator.kill();
    await stage.remove(['gone', 'anew'], 'Background');
    await world().until(
      'both are gone',
      () => world().objects('Fhir').length === 0,
    );
    await stage.apply(named('anew'));
    operator = await stage.start();
    await stage.untilRight();
    expect(world().objects('Deployment').map(nameOf)).toEqual(['anew']);
    await stage.remove(['anew']);
    await stage.untilNothingIsLeft();
  });

  it('zalando #2918: protection holds for a server that has finalizers', async () => {
    const fhir = named('cardio', { deletionProtection: 'Enabled' });
    const finalizers = ['test/hold'];
    await stage.apply({
      ...fhir,
      metadata: { ...fhir.metadata, finalizers },
    });
    await stage.untilRight();
    await untilRefused(() =>
      stage.client.remove(FHIR_RESOURCE, ref('cardio'), { dryRun: true }),
    );
    expect(() =>
      kubectl(['delete', 'fhir', 'cardio', '-n', stage.namespace]),
    ).toThrow('deletion protection is on');
    expect(
      world().object('Fhir', 'cardio')?.metadata.deletionTimestamp,
    ).toBeUndefined();
    await stage.untilRight();
    await stage.apply({
      ...named('cardio', { deletionProtection: 'Disabled' }),
    });
    await stage.remove(['cardio']);
    await stage.untilNothingIsLeft();
  });

  it('CloudNativePG #9554, #10535: a namespace with the operator and its servers goes at once, and the operator does not fight it', async () => {
    await stage.apply(...Array.from({ length: 10 }, (_, i) => named(`s-${i}`)));
    await stage.untilRight();
    const mark = stage.audit.mark();
    await removeNamespace();
    const refused = stage.audit
      .writes(stage.userOf(), mark)
      .filter(({ responseStatus }) => Number(responseStatus?.code) >= 400);
    // Each server may find out once, when a child of it is on its way.
    expect(refused.length).toBeLessThanOrEqual(2 * 10);
    expect(
      world()
        .objects()
        .filter(({ kind }) => kind !== 'Namespace')
        .map(nameOf),
    ).toEqual([]);
  }, 90_000);
});

function nameOf({ metadata }: { metadata: { name: string } }): string {
  return metadata.name;
}
