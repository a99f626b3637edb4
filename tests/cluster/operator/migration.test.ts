import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  condition,
  identityTypeOf,
  parseFhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { applyObjects, kubectl } from '../kubectl';
import { installDefinition, removeDefinition } from './definitions';
import { fhirOf, plainSpec, podIdentitySpec } from './fhirs';
import { History } from './History';
import type { OperatorProcess } from './OperatorProcess';
import { OperatorStage } from './OperatorStage';

const NAME = 'imaging';

describeOnOwnControlPlane(
  'a server that leaves AAD Pod Identity for Workload Identity',
  () => {
    let stage: OperatorStage;
    let history: History;
    let operator: OperatorProcess;

    const world = () => stage.world;
    const identityOf = ({ metadata }: KubernetesObject) =>
      identityTypeOf(metadata.labels ?? {});
    const podsWith = (type: string) =>
      world()
        .objects('Pod')
        .filter(pod => identityOf(pod) === type);
    const apply = (spec: ReturnType<typeof plainSpec>) =>
      stage.apply(fhirOf(stage.namespace, NAME, { ...spec, replicas: 2 }));

    /** The moments at which the operator is killed, in their order. */
    const moments: Array<[string, () => boolean]> = [
      ['before it has done anything', () => true],
      [
        'when the new service account is there',
        () => world().object('ServiceAccount', NAME) !== undefined,
      ],
      [
        'when the Deployment asks for new pods',
        () => {
          const deployment = world().object('Deployment', NAME);
          return !!deployment && identityOf(deployment) === 'WorkloadIdentity';
        },
      ],
      [
        'when the first new pod is there',
        () => podsWith('WorkloadIdentity').length > 0,
      ],
      [
        'when the last old pod is gone',
        () =>
          podsWith('WorkloadIdentity').length === 2 &&
          podsWith('PodIdentity').length === 0,
      ],
    ];

    beforeAll(async () => {
      stage = new OperatorStage('migration');
      installDefinition('podIdentity');
      history = new History(stage.client, stage.namespace);
      await history.start();
      operator = await stage.start();
    }, 120_000);

    beforeEach(async () => {
      await apply(podIdentitySpec(NAME));
      await stage.untilRight(50);
      history.forget();
    });

    afterEach(async () => {
      await stage.remove([NAME]);
      await stage.untilNothingIsLeft();
    });

    afterAll(async () => {
      history.stop();
      await stage.close();
      removeDefinition('podIdentity');
    });

    it.each(moments)(
      'loses the sign-in of no pod when the operator is killed %s',
      async (what, isReached) => {
        if (what === 'before it has done anything') await operator.kill();
        await apply(plainSpec(NAME));
        await world().until(what, isReached);
        await operator.kill();
        operator = await stage.start();
        await stage.untilRight();
        expect(
          world().objects('AzureIdentity', 'AzureIdentityBinding'),
        ).toEqual([]);
        expect(history.podsWithoutIdentity()).toEqual([]);
      },
    );

    it('may go back halfway', async () => {
      await apply(plainSpec(NAME));
      await world().until(
        'the first new pod is there',
        () => podsWith('WorkloadIdentity').length > 0,
      );
      await operator.kill();
      await apply(podIdentitySpec(NAME));
      operator = await stage.start();
      await stage.untilRight();
      expect(podsWith('PodIdentity')).toHaveLength(2);
      expect(world().object('ServiceAccount', NAME)).toBeUndefined();
      expect(history.podsWithoutIdentity()).toEqual([]);
    });

    it('says that it is on its way', async () => {
      const quota = { namespace: stage.namespace, name: 'no-more' };
      const told = new Set<string | undefined>();
      world().onChange('Fhir', ({ status }) =>
        told.add(condition(parseFhirStatus(status), 'IdentityReady')?.reason),
      );
      // No pod more than there are: the first new one has to wait.
      applyObjects({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: quota,
        spec: { hard: { pods: '2' } },
      });
      await apply(plainSpec(NAME));
      await world().until('it is told', () => told.has('IdentityMigrating'));
      const { namespace, name } = quota;
      kubectl(['delete', 'resourcequota', name, '-n', namespace]);
      await stage.untilRight();
    });
  },
);
