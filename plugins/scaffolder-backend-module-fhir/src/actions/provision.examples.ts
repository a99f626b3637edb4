import { exampleOf } from './exampleOf';

const cardio = {
  cluster: 'aks-weu',
  namespace: 'cardiology',
  name: 'cardio',
  owner: 'group:default/cardiology',
};

/** Shown with the action; each is run in a test. */
export const provisionExamples = [
  exampleOf(
    'fhir:provision',
    'Make a FHIR R4 server with what the cluster suggests',
    {
      ...cardio,
      spec: { fhirVersion: 'R4', database: { name: 'fhir-cardio' } },
    },
  ),
  exampleOf('fhir:provision', 'Make a FHIR R5 server with everything named', {
    ...cardio,
    title: 'Cardiology',
    description: 'Echo reports of the heart centre',
    spec: {
      fhirVersion: 'R5',
      size: 'Medium',
      replicas: 2,
      identity: { type: 'WorkloadIdentity' },
      database: {
        server: 'sql-fhir.database.windows.net',
        name: 'fhir-cardio',
      },
      security: {
        mode: 'Enabled',
        authority: 'https://login.example.org/v2.0',
        audience: 'api://fhir-cardio',
      },
      exposure: { host: 'cardio.fhir.example.org' },
    },
    timeoutMinutes: 30,
  }),
  exampleOf('fhir:provision', 'Make one that exports to a storage account', {
    ...cardio,
    spec: {
      fhirVersion: 'R4',
      database: { name: 'fhir-cardio' },
      export: {
        mode: 'Enabled',
        storageAccountUri: 'https://stcardio.blob.core.windows.net',
      },
    },
  }),
];
