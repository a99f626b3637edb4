import { exampleOf } from './exampleOf';

/** Shown with the action; each is run in a test. */
export const deprovisionExamples = [
  exampleOf('fhir:deprovision', 'Take a FHIR server away', {
    instance: 'aks-weu/cardiology/cardio',
    confirm: 'cardio',
  }),
  exampleOf('fhir:deprovision', 'Name cluster, namespace and name apart', {
    cluster: 'aks-weu',
    namespace: 'cardiology',
    name: 'cardio',
    confirm: 'cardio',
    timeoutMinutes: 5,
  }),
];
