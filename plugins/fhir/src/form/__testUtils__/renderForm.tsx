import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import type { JsonObject, JsonValue } from '@backstage/types';
import { configure, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { fhirApiRef } from '../../api/FhirApi';
import { formFields } from '../formFields';
import { FormBackend } from './FormBackend';

// A real form on a busy machine takes a while.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const ROOT = resolve(__dirname, '../../../../..');

/** The pages of a template as it is shipped. */
export function shippedPages(template: string): JsonObject[] {
  const file = `${ROOT}/templates/${template}/template.yaml`;
  return parse(readFileSync(file, 'utf8')).spec.parameters;
}

/** One page of a shipped form, by its title. */
export function shippedPage(title: string): JsonObject[] {
  return shippedPages('fhir-instance').filter(page => page.title === title);
}

/** Renders pages in the scaffolder's own form, with our fields. */
export function renderForm(options: {
  pages: JsonObject[];
  formData?: Record<string, JsonValue>;
  backend?: FormBackend;
  entities?: Entity[];
  /** What the reader owns. */
  owns?: string[];
}) {
  const { pages, formData, backend = new FormBackend() } = options;
  const { entities = [], owns = [] } = options;
  const onCreate = jest.fn(async (_values: JsonObject) => {});
  const user = userEvent.setup();
  // jsdom has no scrolling; the form goes to its top with each page.
  jest.spyOn(window, 'scrollTo').mockImplementation(() => {});
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Form',
        steps: pages.map(schema => ({ title: String(schema.title), schema })),
      }}
      extensions={Object.entries(formFields).map(([name, field]) => ({
        name,
        ...field,
      }))}
      initialState={formData}
      onCreate={onCreate}
      components={{ reviewButtonText: 'Confirm', createButtonText: 'Make it' }}
      formProps={{ EXPERIMENTAL_theme: 'bui' }}
    />,
    {
      apis: [
        [fhirApiRef, backend],
        [catalogApiRef, catalogApiMock({ entities })],
        mockApis.identity({
          userEntityRef: 'user:default/nora',
          ownershipEntityRefs: owns,
        }),
      ],
    },
  );
  const press = async (name: string) =>
    user.click(await screen.findByRole('button', { name }));
  return {
    backend,
    user,
    onCreate,
    /** To the next page, or to the list before the task is made. */
    next: () => press('Next'),
    confirm: () => press('Confirm'),
    create: () => press('Make it'),
  };
}
