export {
  createFhirConditionalDecision,
  fhirConditions,
  fhirInstanceRules,
} from '@fhir-on-aks/plugin-fhir-node';
