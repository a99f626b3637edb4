import { updateRequestSchema } from '@fhir-on-aks/plugin-fhir-common';
import { formField, formPage, ownField } from './formField';
import { parameter, serverLinks, template } from './template';

const change = formPage(
  'Change',
  {
    instance: formField(updateRequestSchema, ['instance'], ownField('FhirInstance')),
    changes: formField(
      updateRequestSchema,
      ['changes'],
      ownField('FhirChanges'),
    ),
  },
  ['instance', 'changes'],
);

/** The form that changes a FHIR server. */
export const updateTemplate = () =>
  template({
    name: 'fhir-update',
    title: 'Update a FHIR server',
    description:
      'Change size, replicas, version, sign-in or features of a FHIR server. It keeps answering meanwhile.',
    tags: ['fhir'],
    createButton: 'Update the FHIR server',
    pages: [change],
    step: {
      id: 'update',
      name: 'Update the FHIR server',
      action: 'fhir:update',
      input: {
        instance: parameter('instance'),
        changes: parameter('changes'),
      },
    },
    output: { links: serverLinks('update') },
  });
