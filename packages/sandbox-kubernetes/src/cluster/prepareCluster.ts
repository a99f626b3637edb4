import { createSharedGateway } from '../controllers/network/gatewayController';
import { createIngressClasses } from '../controllers/network/ingressController';
import type { ObjectStore } from '../api';
import { clusterDefinitions } from './clusterDefinitions';

/** Namespace in which the sandbox's FHIR servers live. */
export const fhirNamespace = 'fhir';

/** Namespace of the Gateway `shared`, and of AKS's ingress controller. */
const gatewayNamespace = 'app-routing-system';

/** What a cluster with app routing and pod identity has, and the definitions that were given. */
export function prepareCluster(
  store: ObjectStore,
  definitions: object[],
): void {
  for (const definition of [...clusterDefinitions, ...definitions]) {
    store.apply(definition, { fieldManager: 'sandbox', force: true });
  }
  for (const name of [fhirNamespace, gatewayNamespace]) {
    if (store.get('Namespace', '', name)) continue;
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  createIngressClasses(store);
  createSharedGateway(store, gatewayNamespace);
}
