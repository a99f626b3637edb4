import type { KubeObject, ObjectStore } from '../contract';
import { createKubernetesApi } from '../createKubernetesApi';

interface Service extends KubeObject {
  spec: {
    type: string;
    clusterIP?: string;
    clusterIPs?: string[];
    ports: { port: number; nodePort?: number; targetPort?: unknown }[];
  };
}

describe('what a Service is given', () => {
  let store: ObjectStore;

  beforeEach(() => {
    store = createKubernetesApi({ token: 'unused' }).store;
  });

  function create(name: string, spec: object): Service {
    return store.create<Service>({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default' },
      spec: { ports: [{ port: 80 }], ...spec },
    });
  }

  it('is an address of its own, that comes back when the Service goes', () => {
    const made = Array.from({ length: 50 }, (_, index) =>
      create(`s${index}`, {}),
    );
    const addresses = made.map(one => one.spec.clusterIP);
    expect(new Set(addresses).size).toBe(50);
    for (const address of addresses) {
      expect(address).toMatch(/^10\.0\.\d+\.\d+$/);
    }
    const [first] = made;
    const again = { clusterIP: first.spec.clusterIP };
    expect(() => create('again', again)).toThrow(
      `provided IP is already allocated`,
    );
    store.remove('Service', 'default', 's0');
    expect(create('again', again).spec.clusterIPs).toEqual([
      first.spec.clusterIP,
    ]);
  });

  it('is a node port for each port, where its type has them', () => {
    const { ports } = create('s', {
      type: 'NodePort',
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81 },
      ],
    }).spec;
    const numbers = ports.map(({ nodePort = 0 }) => nodePort);
    expect(new Set(numbers).size).toBe(2);
    for (const number of numbers) {
      expect(number).toBeGreaterThanOrEqual(30_000);
      expect(number).toBeLessThan(32_768);
    }
  });

  it('is kept by an update that does not name it', () => {
    const old = create('s', { type: 'NodePort' });
    const kept = store.update<Service>({
      ...old,
      spec: { type: 'NodePort', ports: [{ port: 80, targetPort: 'web' }] },
    });
    expect(kept.spec.clusterIP).toBe(old.spec.clusterIP);
    expect(kept.spec.ports).toMatchObject([
      { nodePort: old.spec.ports[0].nodePort, targetPort: 'web' },
    ]);
  });

  it('cannot be changed, but can be given up for a name', () => {
    const old = create('s', {});
    expect(() =>
      store.update({
        ...old,
        spec: { ...old.spec, clusterIP: '10.0.9.9', clusterIPs: ['10.0.9.9'] },
      }),
    ).toThrow('may not change once set');
    const named = store.patch<Service>('Service', 'default', 's', {
      spec: {
        type: 'ExternalName',
        externalName: 'example.org',
        clusterIP: null,
        clusterIPs: null,
      },
    });
    expect(named.spec.clusterIP).toBe(undefined);
  });

  it('is none, when it has no head', () => {
    expect(create('s', { clusterIP: 'None' }).spec.clusterIPs).toEqual([
      'None',
    ]);
  });
});
