/**
 * FHIR servers appear in the software catalog, change and leave with the cluster.
 *
 * @packageDocumentation
 */
export { catalogModuleFhir as default } from './module';
export {
  connectClusterServiceRef,
  type ConnectCluster,
} from '@fhir-on-aks/plugin-fhir-node';
