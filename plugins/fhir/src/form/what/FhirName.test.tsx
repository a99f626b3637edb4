import { screen } from '@testing-library/react';
import { choice, FormBackend } from '../__testUtils__/FormBackend';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('What');
const id = 'aks-weu/cardiology/cardio';
const others = { owner: 'group:default/cardiology', fhirVersion: 'R4' };
const field = () => screen.findByRole('textbox', { name: /^Name/ });
const alerts = () => screen.findAllByText(/taken here/);

describe('FhirName', () => {
  it('says while it is typed that a name is free, and where the server will answer', async () => {
    const { user } = renderForm({ pages });
    await user.type(await field(), 'cardio');
    expect(
      await screen.findByText(
        'It will answer at https://cardio.cardiology.fhir.example.org',
      ),
    ).toBeVisible();
    expect(await screen.findByText(`${id} is free.`)).toBeVisible();
  });

  it('asks once when the typing stops, not at each key', async () => {
    const { user, backend } = renderForm({ pages });
    await user.type(await field(), 'cardio');
    await screen.findByText(`${id} is free.`);
    const asked = backend.calls.filter(call => call.startsWith('checkName'));
    expect(asked).toEqual([`checkName ${id}`]);
  });

  it.each([
    ['capitals', 'Cardio', '"Cardio" is no valid name'],
    ['a digit in front', '1cardio', '"1cardio" is no valid name'],
    ['a dash at the end', 'cardio-', '"cardio-" is no valid name'],
    [
      'more than 40 characters',
      'c'.repeat(41),
      'has 41 characters, at most 40',
    ],
  ])(
    'refuses %s with an example, and does not ask',
    async (_case, text, words) => {
      const { user, backend } = renderForm({ pages });
      await user.type(await field(), text);
      const message = await screen.findByText(new RegExp(words));
      expect(message).toHaveTextContent('Example: cardio.');
      expect(await field()).toBeInvalid();
      expect(await field()).toHaveAccessibleDescription(new RegExp(words));
      expect(
        backend.calls.filter(
          call => call === `checkName aks-weu/cardiology/${text}`,
        ),
      ).toEqual([]);
    },
  );

  it('refuses a taken name in the form, beside the field, and does not go on', async () => {
    const backend = new FormBackend({
      clusters: [choice({ namespaces: ['cardiology'] })],
    });
    const message = 'A FHIR server named cardio is taken here.';
    backend.answers.set(id, { available: false, message });
    const { user, confirm } = renderForm({ pages, backend, formData: others });
    await user.type(await field(), 'cardio');
    expect(await screen.findByText(message)).toBeVisible();
    expect(await field()).toBeInvalid();

    await confirm();

    expect((await alerts()).length).toBeGreaterThan(1);
    expect(screen.queryByRole('button', { name: 'Make it' })).toBeNull();
  });

  it('goes on with a taken name while another place may be chosen: the page "Where" refuses it there', async () => {
    const backend = new FormBackend();
    backend.answers.set(id, { available: false, message: 'taken here' });
    const { user, confirm } = renderForm({ pages, backend, formData: others });
    await user.type(await field(), 'cardio');
    await alerts();
    await confirm();
    expect(
      await screen.findByRole('button', { name: 'Make it' }),
    ).toBeVisible();
  });

  it('says so when nobody can tell now whether the name is free, and lets go on', async () => {
    const backend = new FormBackend();
    jest.spyOn(backend, 'checkName').mockRejectedValue(new Error('down'));
    const { user, confirm } = renderForm({ pages, backend, formData: others });
    await user.type(await field(), 'cardio');
    expect(await screen.findByText(/could not be checked now/)).toBeVisible();
    await confirm();
    expect(
      await screen.findByRole('button', { name: 'Make it' }),
    ).toBeVisible();
  });

  it('asks for a name when somebody goes on without one', async () => {
    const { confirm } = renderForm({ pages, formData: others });
    await field();
    await confirm();
    expect(await field()).toBeInvalid();
    expect(await field()).toHaveAccessibleDescription(/This is needed\./);
  });
});
