import { KubernetesApiError, type KubernetesObject } from '@fhir-on-aks/kube';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  FHIR_RESOURCE,
  type FhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';
import { fhirNamed, NAMESPACE } from '../testing/fhirObjects';
import { StatusWriter } from './StatusWriter';

const status = (more: Partial<FhirStatus> = {}): FhirStatus => ({
  observedGeneration: 1,
  conditions: [],
  ...more,
});

function setUp() {
  const cluster = new FakeCluster();
  cluster.seed(fhirNamed());
  const stored = (): KubernetesObject => {
    const [fhir] = cluster.objects('Fhir');
    if (!fhir) throw new Error('no Fhir');
    return fhir;
  };
  return { cluster, stored, writer: new StatusWriter(cluster) };
}

describe('StatusWriter', () => {
  it('writes what differs and takes away what is no longer said', async () => {
    const { writer, stored } = setUp();
    const url = 'https://a';
    await writer.write(stored(), status({ url, server: { health: 'x' } }));
    expect(stored().status).toMatchObject({ url, server: { health: 'x' } });
    const next = status({ server: { softwareVersion: '5' } });
    await writer.write(stored(), next);
    expect(stored().status).toEqual(next);
    expect(writer.needed(stored(), next)).toBe(false);
  });

  it('does not write again and again what an older CRD does not keep', async () => {
    const { cluster, writer, stored } = setUp();
    const replace = cluster.replace.bind(cluster);
    cluster.replace = async (type, object, options) => {
      const { children: _, ...kept } = Object(object.status);
      return replace(type, { ...object, status: kept }, options);
    };
    const wanted = status({
      children: [{ kind: 'Service', name: 'a', ready: 'True' }],
    });
    await writer.write(stored(), wanted);
    expect(stored().status).not.toHaveProperty('children');
    expect(writer.needed(stored(), wanted)).toBe(false);
    expect(writer.needed(stored(), status({ replicas: 1 }))).toBe(true);
  });

  it('refuses to write over a Fhir that has changed meanwhile', async () => {
    const { cluster, writer, stored } = setUp();
    const before = stored();
    await cluster.patch(FHIR_RESOURCE, before.metadata, {
      spec: { replicas: 3 },
    });
    await expect(writer.write(before, status())).rejects.toThrow(
      KubernetesApiError,
    );
  });

  it('is content when the Fhir is gone', async () => {
    const { cluster, writer, stored } = setUp();
    const before = stored();
    await cluster.remove(FHIR_RESOURCE, {
      namespace: NAMESPACE,
      name: 'cardio',
    });
    expect(await writer.write(before, status())).toBeUndefined();
  });
});
