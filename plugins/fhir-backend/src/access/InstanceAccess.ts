export {
  InstanceAccess,
  refusal,
  refusedOutright,
  type Answer,
  type GuardedInstance,
  type Verb,
} from '@fhir-on-aks/plugin-fhir-node';
