import {
  MAX_FHIR_NAME_LENGTH,
  childLabels,
  entityName,
  entityRef,
  federatedCredentialName,
  federatedCredentialSubject,
  fillPattern,
  identityName,
  instanceId,
  madeByProvisioning,
  names,
  ownerReference,
  parseInstanceId,
  selectorLabels,
} from './names';

const target = { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' };
const longest = {
  cluster: 'c'.repeat(63),
  namespace: 'n'.repeat(63),
  name: `n${'a'.repeat(MAX_FHIR_NAME_LENGTH - 1)}`,
};
const fhir = {
  metadata: { ...target, uid: 'a7f0' },
  spec: { fhirVersion: 'R4' },
};

describe('names', () => {
  it.each(Object.entries(names))(
    'the name of the child %s is a DNS label, even of the longest Fhir',
    (_, nameOf) => {
      const name = nameOf({ metadata: longest }, 'content');
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
      expect(name.length).toBeLessThanOrEqual(63);
    },
  );

  it.each<[string, string, RegExp, number]>([
    ['identity', identityName(longest), /^[a-zA-Z0-9][-\w]{2,}$/, 128],
    [
      'federated credential',
      federatedCredentialName(longest),
      /^[a-zA-Z0-9][-\w]{2,}$/,
      120,
    ],
    ['catalog entity', entityName(longest, '{cluster}-{name}'), /^[-\w]+$/, 63],
  ])('the name of the %s stays within its bounds', (_, name, form, limit) => {
    expect(name).toMatch(form);
    expect(name.length).toBeLessThanOrEqual(limit);
  });

  it('cuts long names so that two of them stay two', () => {
    const other = { ...longest, name: `${longest.name.slice(0, -1)}b` };
    expect(identityName(longest)).not.toBe(identityName(other));
    expect(federatedCredentialName(longest)).not.toBe(
      federatedCredentialName(other),
    );
  });

  it('says where a server is, and reads it again', () => {
    expect(instanceId(target)).toBe('aks-weu/cardiology/cardio');
    expect(parseInstanceId('aks-weu/cardiology/cardio')).toEqual(target);
  });

  it.each(['', 'a', 'a/b', 'a/b/', '/a/b', 'a//b', 'a/b/c/d'])(
    'is no instance: %j',
    id => {
      expect(parseInstanceId(id)).toBeUndefined();
    },
  );

  it('fills patterns and leaves what it does not know', () => {
    expect(fillPattern('{name}.{namespace}.{zone}', target)).toBe(
      'cardio.cardiology.{zone}',
    );
    expect(fillPattern('https://{host}', { host: 'a.b' })).toBe('https://a.b');
    expect(fillPattern('{cluster}', {})).toBe('{cluster}');
  });

  it('makes the names that Azure, Kubernetes and the catalog agree on', () => {
    expect(identityName(target)).toBe('id-cardiology-cardio');
    expect(federatedCredentialName(target)).toBe(
      'fhir-aks-weu-cardiology-cardio',
    );
    expect(federatedCredentialSubject(target)).toBe(
      'system:serviceaccount:cardiology:cardio',
    );
    expect(entityRef(target)).toBe('resource:cardiology/cardio');
    expect(entityRef(target, '{cluster}-{name}')).toBe(
      'resource:cardiology/aks-weu-cardio',
    );
  });

  it('selects pods by labels that every child has, with its own component', () => {
    const labels = childLabels(fhir, 'server');
    expect(labels).toMatchObject(selectorLabels(fhir));
    expect(childLabels(fhir, 'schema')).not.toMatchObject(selectorLabels(fhir));
    expect(labels).toMatchObject({
      'app.kubernetes.io/managed-by': 'fhir-operator',
      'fhir-on-aks.io/instance-uid': 'a7f0',
      'backstage.io/kubernetes-id': 'cardio',
    });
  });

  it.each([
    [
      'provisioning',
      { 'app.kubernetes.io/managed-by': 'fhir-provision' },
      true,
    ],
    ['another tool', { 'app.kubernetes.io/managed-by': 'Helm' }, false],
    ['somebody by hand', undefined, false],
  ])('knows a Fhir that was made by %s', (_who, labels, expected) => {
    expect(madeByProvisioning({ labels })).toBe(expected);
  });

  it('binds children to the Fhir that garbage collection takes them with', () => {
    expect(ownerReference(fhir)).toEqual({
      apiVersion: 'fhir-on-aks.io/v1alpha1',
      kind: 'Fhir',
      name: 'cardio',
      uid: 'a7f0',
      controller: true,
      blockOwnerDeletion: true,
    });
  });
});
