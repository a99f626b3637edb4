import type { Ingress } from 'kubernetes-types/networking/v1';
import type { ObjectStore } from '../../api';
import { runController, watching, type ControllerContext } from '../controller';
import { keyOf, splitKey, type Stored } from '../stored';
import { writeStatus } from '../writeStatus';

/** An Ingress as the store has it. */
export type StoredIngress = Stored<Ingress>;

/** Controller of the classes that the sandbox serves. */
const ingressControllerName =
  'webapprouting.kubernetes.azure.com/nginx/sandbox';

/** Gives each Ingress of a class that the sandbox serves its address: loopback. */
export function startIngressController(context: ControllerContext): () => void {
  const { store } = context;
  return runController(
    context,
    [
      watching<StoredIngress>('Ingress', ingress => [keyOf(ingress)]),
      watching<object>('IngressClass', () =>
        store.list<StoredIngress>('Ingress').map(keyOf),
      ),
    ],
    key => {
      const ingress = store.get<StoredIngress>('Ingress', ...splitKey(key));
      if (!ingress || ingress.metadata.deletionTimestamp) return;
      const loadBalancer = isServed(store, ingress)
        ? { ingress: [{ ip: '127.0.0.1' }] }
        : {};
      writeStatus(store, ingress, { ...ingress.status, loadBalancer });
    },
  );
}

/** Whether the class of the Ingress is one of the sandbox's. */
export function isServed(store: ObjectStore, { spec }: StoredIngress): boolean {
  const { ingressClassName } = spec ?? {};
  if (!ingressClassName) return false;
  const found = store.get<{ spec?: { controller?: string } }>(
    'IngressClass',
    '',
    ingressClassName,
  );
  return found?.spec?.controller === ingressControllerName;
}

/** The classes that are there from the start: the one of app routing, and plain `nginx`. */
export function createIngressClasses(store: ObjectStore): void {
  for (const name of ['webapprouting.kubernetes.azure.com', 'nginx']) {
    if (store.get('IngressClass', '', name)) continue;
    store.create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name },
      spec: { controller: ingressControllerName },
    });
  }
}
