import { ANNOTATIONS } from '@fhir-on-aks/plugin-fhir-common';
import { guardedInstance } from './guardedInstance';

const target = { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' };
const place = {
  id: 'aks-weu/cardiology/cardio',
  cluster: 'aks-weu',
  namespace: 'cardiology',
};

describe('guardedInstance', () => {
  it.each([
    ['a short owner is a group', 'cardiology', 'group:default/cardiology'],
    ['a full owner stays', 'user:default/ada', 'user:default/ada'],
    [
      'an owner in capitals is the same',
      'Cardiology',
      'group:default/cardiology',
    ],
  ])('%s', (_case, owner, expected) => {
    expect(guardedInstance(target, { [ANNOTATIONS.owner]: owner })).toEqual({
      ...place,
      owner: expected,
    });
  });

  it.each([
    ['a Fhir without annotations belongs to nobody', undefined],
    ['an owner that is no reference is nobody', { [ANNOTATIONS.owner]: '::' }],
  ])('%s', (_case, annotations) => {
    expect(guardedInstance(target, annotations)).toEqual(place);
  });
});
