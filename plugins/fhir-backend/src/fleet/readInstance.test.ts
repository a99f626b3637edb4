import { settingFacts } from '../detail/settingFacts';
import { sampleFhir } from '../__testUtils__/sampleObjects';
import { readInstance } from './readInstance';

describe('readInstance', () => {
  it('reads a Fhir into a row of the fleet', () => {
    expect(readInstance('aks', sampleFhir())).toMatchObject({
      id: 'aks/fhir/cardio',
      owner: 'group:default/cardiology',
      summary: {
        title: 'Cardiology',
        replicas: 2,
        readyReplicas: 2,
        softwareVersion: '5.0.30',
      },
    });
  });

  it.each([
    ['a name alone', 'radiology', 'group:default/radiology'],
    ['a full reference', 'User:Default/Jane', 'user:default/jane'],
    ['nonsense', ':::', undefined],
    ['nothing', '', undefined],
  ])('takes %s as owner', (_, owner, expected) => {
    const annotations = { 'fhir-on-aks.io/owner': owner };
    const instance = readInstance('aks', sampleFhir('cardio', { annotations }));
    expect(instance.owner).toBe(expected);
    expect(instance.summary.owner).toBe(expected);
  });

  describe('of a spec that is not valid', () => {
    const broken = sampleFhir('cardio', {
      spec: { replicas: 3, autoscaling: { minReplicas: 1, maxReplicas: 2 } },
    });

    it('keeps what was last understood, and says what is wrong', () => {
      const before = readInstance('aks', sampleFhir());
      const instance = readInstance('aks', broken, before);
      expect(instance.fhir.spec).toBe(before.fhir.spec);
      expect(instance.specErrors).toEqual([
        expect.objectContaining({ field: 'spec.replicas', value: '3' }),
      ]);
    });

    it('shows what can be understood of it when it never was valid', () => {
      const { fhir, summary } = readInstance('aks', broken);
      expect(fhir.spec).toMatchObject({ fhirVersion: 'R4', replicas: 3 });
      expect(summary).toMatchObject({ fhirVersion: 'R4', replicas: 3 });
    });

    it.each([
      ['no spec at all', undefined],
      ['a spec that is a text', 'R4'],
      ['parts of the wrong shape', { security: 'on', cors: [], export: null }],
    ])('shows %s without failing', (_, spec) => {
      const object = { ...sampleFhir(), spec };
      const { fhir, specErrors } = readInstance('aks', object);
      expect(specErrors).not.toHaveLength(0);
      expect(() => settingFacts(fhir.spec)).not.toThrow();
    });

    it('keeps what is written where its shape allows', () => {
      const { fhir } = readInstance(
        'aks',
        sampleFhir('cardio', {
          spec: { fhirVersion: 'R6', security: { mode: 'Enabled' } },
        }),
      );
      expect(fhir.spec).toMatchObject({
        fhirVersion: 'R6',
        security: { mode: 'Enabled', rolesClaim: 'roles' },
      });
    });
  });
});
