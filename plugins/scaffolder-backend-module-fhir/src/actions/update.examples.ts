import { exampleOf } from './exampleOf';

/** Shown with the action; each is run in a test. */
export const updateExamples = [
  exampleOf('fhir:update', 'Run three replicas', {
    instance: 'aks-weu/cardiology/cardio',
    changes: { replicas: 3 },
  }),
  exampleOf('fhir:update', 'Scale between two and six replicas instead', {
    cluster: 'aks-weu',
    namespace: 'cardiology',
    name: 'cardio',
    changes: { autoscaling: { minReplicas: 2, maxReplicas: 6 } },
  }),
  exampleOf('fhir:update', 'Take a field away and protect the server', {
    instance: 'aks-weu/cardiology/cardio',
    changes: { replicas: null, deletionProtection: 'Enabled' },
  }),
];
