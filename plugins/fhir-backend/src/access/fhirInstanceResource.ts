export {
  fhirInstanceResourceRef,
  type FhirInstanceFilter,
  type FhirInstanceResource,
} from '@fhir-on-aks/plugin-fhir-node';
