export {
  fhirInstanceResourceRef,
  type FhirInstanceFilter,
  type FhirInstanceResource,
} from './access/fhirInstanceResource';
export { guardedInstance } from './access/guardedInstance';
export {
  InstanceAccess,
  refusal,
  refusedOutright,
  type Answer,
  type GuardedInstance,
  type Verb,
} from './access/InstanceAccess';
export {
  createFhirConditionalDecision,
  fhirConditions,
  fhirInstanceRules,
} from './access/rules';
export {
  connectClusterServiceRef,
  type ConnectCluster,
} from './connectClusterServiceRef';
