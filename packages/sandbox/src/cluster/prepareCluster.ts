import { createIngressClasses } from '../controllers/network/ingressController';
import type { ObjectStore } from '../kubernetes';
import { clusterDefinitions } from './clusterDefinitions';

/** Namespace in which the sandbox's FHIR servers live. */
export const fhirNamespace = 'fhir';

/** What a cluster with app routing and pod identity has, and the definitions that were given. */
export function prepareCluster(
  store: ObjectStore,
  definitions: object[],
): void {
  for (const definition of [...clusterDefinitions, ...definitions]) {
    store.apply(definition, { fieldManager: 'sandbox', force: true });
  }
  if (!store.get('Namespace', '', fhirNamespace)) {
    store.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: fhirNamespace },
    });
  }
  createIngressClasses(store);
}
