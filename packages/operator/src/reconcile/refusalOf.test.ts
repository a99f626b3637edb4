import { ForeignObjectError, KubernetesApiError } from '@fhir-on-aks/kube';
import { meaningOf } from './refusalOf';

const owner = {
  apiVersion: 'fhir-on-aks.io/v1alpha1',
  kind: 'Fhir',
  name: 'cardio',
  uid: 'living',
  controller: true,
};
const ownedBy = (...ownerReferences: Array<typeof owner>) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { namespace: 'fhir', name: 'cardio', ownerReferences },
});
const ingress = ownedBy(owner);
const answer = (
  code: number,
  message: string,
  cause?: string,
): KubernetesApiError =>
  new KubernetesApiError(message, {
    code,
    status: {
      message,
      details: cause ? { causes: [{ reason: cause }] } : undefined,
    },
  });

describe('meaningOf', () => {
  it.each<[string, unknown, object]>([
    [
      'a namespace that is going is no error',
      answer(
        403,
        'ingresses "cardio" is forbidden: unable to create new content in namespace fhir because it is being terminated',
        'NamespaceTerminating',
      ),
      { is: 'leaving' },
    ],
    [
      'a namespace that is gone is no error',
      answer(404, 'namespaces "fhir" not found'),
      { is: 'leaving' },
    ],
    [
      'a missing right is a refusal',
      answer(403, 'ingresses is forbidden: User "x" cannot patch'),
      {
        is: 'refused',
        refusal: {
          reason: 'ApplyForbidden',
          object: 'Ingress cardio',
          problem: 'ingresses is forbidden: User "x" cannot patch',
        },
      },
    ],
    [
      'a quota is told as such',
      answer(403, 'ingresses "cardio" is forbidden: exceeded quota: small'),
      { refusal: { reason: 'QuotaExceeded' } },
    ],
    [
      'an invalid value is a refusal that names the field',
      answer(
        422,
        'Ingress "cardio" is invalid: spec.rules[0].host: Invalid value',
      ),
      { refusal: { reason: 'ApplyRefused' } },
    ],
    [
      'a webhook that denies by 400 is a refusal',
      answer(400, 'admission webhook "policy" denied the request'),
      { refusal: { reason: 'ApplyRefused' } },
    ],
    [
      'an object of somebody else is a conflict',
      new ForeignObjectError(ownedBy()),
      { refusal: { reason: 'ApplyConflict' } },
    ],
    [
      'an object of another Fhir is a conflict',
      new ForeignObjectError(
        ownedBy({ ...owner, name: 'neuro', uid: 'other' }),
      ),
      { refusal: { reason: 'ApplyConflict' } },
    ],
    [
      'an object of another kind of owner with the same name is a conflict',
      new ForeignObjectError(
        ownedBy({ ...owner, apiVersion: 'apps/v1', uid: 'other' }),
      ),
      { refusal: { reason: 'ApplyConflict' } },
    ],
    [
      'an object of a deleted Fhir with the same name is waited for',
      new ForeignObjectError(ownedBy({ ...owner, uid: 'deleted' })),
      { refusal: { reason: 'NameStillTaken', object: 'Ingress cardio' } },
    ],
    ['a busy API server passes', answer(429, 'too many'), { is: 'transient' }],
    ['a failing API server passes', answer(500, 'etcd'), { is: 'transient' }],
    ['a lost update passes', answer(409, 'modified'), { is: 'transient' }],
    [
      'a kind that vanished passes',
      answer(404, 'not found'),
      { is: 'transient' },
    ],
    ['a lost connection passes', new Error('reset'), { is: 'transient' }],
  ])('%s', (_sentence, error, meaning) => {
    expect(meaningOf(error, ingress)).toMatchObject(meaning);
  });

  it('cuts long words of the API server short', () => {
    const meaning = meaningOf(answer(422, 'x'.repeat(10_000)), ingress);
    expect(JSON.stringify(meaning).length).toBeLessThan(600);
  });
});
