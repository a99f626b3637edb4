import { deprovisionRequestSchema } from '@fhir-on-aks/plugin-fhir-common';
import { formField, formPage, ownField, unlisted } from './formField';
import { parameter, stepOutput, template } from './template';

const remove = formPage(
  'Which',
  {
    instance: formField(deprovisionRequestSchema, ['instance'], ownField('FhirInstance')),
    confirm: formField(deprovisionRequestSchema, ['confirm'], {
      ...ownField('FhirConfirm'),
      ...unlisted,
    }),
  },
  ['instance', 'confirm'],
);

/** The form that takes a FHIR server away. */
export const deprovisionTemplate = () =>
  template({
    name: 'fhir-deprovision',
    title: 'Deprovision a FHIR server',
    description:
      'Take a FHIR server away with everything that was made for it. Its data stays.',
    tags: ['fhir'],
    createButton: 'Deprovision',
    pages: [remove],
    step: {
      id: 'deprovision',
      name: 'Deprovision the FHIR server',
      action: 'fhir:deprovision',
      input: {
        instance: parameter('instance'),
        confirm: parameter('confirm'),
      },
    },
    output: {
      text: [
        {
          title: 'Gone',
          content: `FHIR server ${stepOutput('deprovision', 'instance')} is gone. Its database and its storage are still there.`,
        },
      ],
    },
  });
