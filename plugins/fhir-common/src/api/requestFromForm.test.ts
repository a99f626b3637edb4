import { withClusterDefaults } from './clusterDefaults';
import { parseProvisionRequest } from './parseRequest';
import { FORM_KEYS, requestFromForm } from './requestFromForm';

const form = {
  cluster: 'aks-weu',
  namespace: 'cardiology',
  name: 'cardio',
  owner: 'group:default/cardiology',
  description: 'Echo reports',
  fhirVersion: 'R4',
  size: 'Medium',
  replicas: 2,
  host: 'cardio.fhir.example.org',
  security: { mode: 'Disabled' },
  database: { server: 'sql-fhir.database.windows.net', name: 'cardio' },
  export: {
    mode: 'Enabled',
    storageAccountUri: 'https://stcardio.blob.core.windows.net',
  },
};

describe('requestFromForm', () => {
  it('puts every key of the form where the request has it', () => {
    expect(requestFromForm(form)).toEqual({
      cluster: 'aks-weu',
      namespace: 'cardiology',
      name: 'cardio',
      owner: 'group:default/cardiology',
      description: 'Echo reports',
      spec: {
        fhirVersion: 'R4',
        size: 'Medium',
        replicas: 2,
        security: form.security,
        database: form.database,
        export: form.export,
        exposure: { host: 'cardio.fhir.example.org' },
      },
    });
  });

  it('gives a request that can be parsed once the cluster has filled it', () => {
    const { host, ...rest } = form;
    const request = withClusterDefaults(requestFromForm(rest), {
      hostPattern: '{name}.{namespace}.example.org',
    });
    expect(parseProvisionRequest(request)).toMatchObject({
      target: { cluster: 'aks-weu', namespace: 'cardiology', name: 'cardio' },
      ownership: { owner: 'group:default/cardiology' },
      spec: {
        replicas: 2,
        exposure: { host: 'cardio.cardiology.example.org' },
      },
    });
  });

  it.each([undefined, null, 'text', [], {}])(
    'makes an empty request of %j',
    formData => {
      expect(requestFromForm(formData)).toEqual({ spec: { exposure: {} } });
    },
  );

  it('leaves out what is no key of the form', () => {
    expect(requestFromForm({ name: 'cardio', colour: 'blue' })).toEqual({
      name: 'cardio',
      spec: { exposure: {} },
    });
  });

  it('knows every key once', () => {
    expect(new Set(FORM_KEYS).size).toBe(FORM_KEYS.length);
    expect(FORM_KEYS).toEqual(
      expect.arrayContaining([...Object.keys(form), 'system', 'settings']),
    );
  });
});
