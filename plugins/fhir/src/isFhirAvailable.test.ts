import { ANNOTATIONS } from '@fhir-on-aks/plugin-fhir-common';
import { entityOf } from './fixtures/entityOf';
import { instanceOfEntity, isFhirAvailable } from './isFhirAvailable';

describe('the FHIR server of an entity', () => {
  it.each([
    ['names a server', 'aks-weu/cardio/cardio', true],
    ['names only a part of one', 'cardio/cardio', false],
    ['names nothing', '', false],
  ])('an annotation that %s', (_, value, available) => {
    const entity = entityOf(value);
    expect(isFhirAvailable(entity)).toBe(available);
    expect(instanceOfEntity(entity)).toBe(available ? value : undefined);
  });

  it('an entity without the annotation stands for none', () => {
    const entity = entityOf('aks-weu/cardio/cardio');
    delete entity.metadata.annotations?.[ANNOTATIONS.instance];
    expect(isFhirAvailable(entity)).toBe(false);
  });
});
