import {
  FORM_KEYS,
  provisionRequestSchema,
  requestFromForm,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  formField,
  formPage,
  ownField,
  unlisted,
  type FieldLook,
} from './formField';
import { parameter, serverLinks, stepOutput, template } from './template';

const field = (path: string[], look?: FieldLook) =>
  formField(provisionRequestSchema, path, look);
const specField = (name: string, look?: FieldLook) =>
  field(['spec', name], look);
/** `ask` names what a feature needs when it is on; the rest has good defaults. */
const feature = (name: string, ask: string[] = []) =>
  specField(name, {
    ...ownField('FhirFeature'),
    'ui:options': { part: name, ask },
    ...unlisted,
  });

const what = formPage(
  'What',
  {
    name: field(['name'], ownField('FhirName')),
    owner: field(['owner'], ownField('FhirOwner')),
    description: field(['description'], {
      'ui:widget': 'textarea',
      'ui:options': { rows: 2 },
      ...unlisted,
    }),
    fhirVersion: specField('fhirVersion', {
      default: 'R4',
      ...ownField('FhirVersion'),
    }),
  },
  ['name', 'owner', 'fhirVersion'],
);

const where = formPage(
  'Where',
  {
    cluster: field(['cluster'], ownField('FhirCluster')),
    namespace: field(['namespace'], ownField('FhirNamespace')),
    size: specField('size', {
      'ui:widget': 'radio',
      'ui:options': { inline: true },
    }),
    replicas: specField('replicas', { default: 1 }),
    host: field(['spec', 'exposure', 'host'], ownField('FhirHost')),
  },
  ['cluster', 'namespace'],
);

const security = formPage('Security', {
  security: specField('security', {
    // On unless somebody says otherwise; in the API it has to be said.
    default: { mode: 'Enabled' },
    ...ownField('FhirSignIn'),
    ...unlisted,
  }),
});

const data = formPage(
  'Data',
  {
    database: specField('database', {
      ...ownField('FhirDatabase'),
      ...unlisted,
    }),
  },
  ['database'],
);

const features = formPage('Features', {
  export: feature('export', ['storageAccountUri']),
  import: feature('import', ['storageAccountUri']),
  reindex: feature('reindex'),
  convertData: feature('convertData', ['registries']),
  bulkDelete: feature('bulkDelete'),
  bulkUpdate: feature('bulkUpdate'),
  telemetry: feature('telemetry', [
    'connectionStringSecret.name',
    'connectionStringSecret.key',
  ]),
  networkPolicy: feature('networkPolicy'),
  deletionProtection: feature('deletionProtection'),
});

const review = formPage('Review', {
  review: {
    title: 'Review',
    type: 'string',
    'ui:field': 'FhirReview',
    ...unlisted,
  },
});

/** The form of a new FHIR server. */
export const instanceTemplate = () =>
  template({
    name: 'fhir-instance',
    title: 'New FHIR server',
    description:
      'A FHIR server of your own, ready in about a minute: choose a name and a FHIR version, the rest has good defaults.',
    tags: ['fhir', 'recommended'],
    createButton: 'Make the FHIR server',
    pages: [what, where, security, data, features, review],
    step: {
      id: 'provision',
      name: 'Make the FHIR server',
      action: 'fhir:provision',
      input: requestFromForm(
        Object.fromEntries(FORM_KEYS.map(key => [key, parameter(key)])),
      ),
    },
    output: {
      links: serverLinks('provision'),
      text: [
        {
          if: stepOutput('provision', 'url'),
          title: 'Your FHIR server',
          content: `It answers at ${stepOutput('provision', 'url')}. Its page says how it is, how to get a token and what to call.`,
        },
      ],
    },
  });
