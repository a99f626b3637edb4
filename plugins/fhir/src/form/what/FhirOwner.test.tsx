import { screen } from '@testing-library/react';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('What');
const formData = { name: 'cardio' };
const field = () => screen.findByRole('combobox', { name: /Owner/ });
const group = (name: string, displayName: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', profile: { displayName }, children: [] },
});
const user = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName: name } },
});
const entities = [
  group('radiology', 'Radiology'),
  group('cardiology', 'Cardiology'),
  group('platform', 'Platform'),
  user('nora'),
  user('ada'),
];

describe('FhirOwner', () => {
  it('chooses the only team of the reader by itself', async () => {
    const { confirm, create, onCreate } = renderForm({
      pages,
      formData,
      entities,
      owns: ['user:default/nora', 'group:default/cardiology'],
    });
    expect(await screen.findByDisplayValue('Cardiology')).toBe(await field());
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].owner).toBe('group:default/cardiology');
  });

  it('offers the teams and the reader, those of the reader first, and takes one by keyboard', async () => {
    const {
      user: person,
      confirm,
      create,
      onCreate,
    } = renderForm({
      pages,
      formData,
      entities,
      owns: [
        'user:default/nora',
        'group:default/radiology',
        'group:default/platform',
      ],
    });
    await screen.findByPlaceholderText('Search by name …');
    await person.click(await field());
    await person.keyboard('{ArrowDown}');
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'norauser:default/nora',
      'Platformgroup:default/platform',
      'Radiologygroup:default/radiology',
      'Cardiologygroup:default/cardiology',
    ]);
    await person.type(await field(), 'radio');
    await person.keyboard('{ArrowDown}{Enter}');
    await confirm();
    await create();
    expect(onCreate.mock.calls[0][0].owner).toBe('group:default/radiology');
  });

  it('asks for an owner when somebody goes on without one', async () => {
    const { confirm } = renderForm({ pages, formData, entities, owns: [] });
    await screen.findByPlaceholderText('Search by name …');
    await confirm();
    expect(await field()).toBeInvalid();
  });
});
