import { screen } from '@testing-library/react';
import { renderForm, shippedPage } from '../__testUtils__/renderForm';

const pages = shippedPage('What');
const formData = { name: 'cardio', owner: 'group:default/cardiology' };
const versions = () =>
  screen.findByRole('radiogroup', { name: /^FHIR version/ });

describe('FhirVersion', () => {
  it('offers every version with a hint for whom it is, and starts with R4', async () => {
    renderForm({ pages });
    await versions();
    const cards = screen.getAllByRole('radio');
    expect(cards.map(card => card.getAttribute('value'))).toEqual([
      'Stu3',
      'R4',
      'R4B',
      'R5',
    ]);
    expect(
      screen.getByRole('radio', { name: /R4 ?recommended/ }),
    ).toBeChecked();
    expect(
      screen.getByRole('radio', { name: /R4B ?no longer built/ }),
    ).not.toBeChecked();
    expect(screen.getByText('Cannot be changed later.')).toBeVisible();
  });

  it('is chosen by keyboard', async () => {
    const { user, confirm, create, onCreate } = renderForm({ pages, formData });
    await versions();
    await user.click(screen.getByRole('radio', { name: /R4 ?recommended/ }));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(screen.getByRole('radio', { name: /^R5/ })).toBeChecked();
    await confirm();
    await create();
    expect(onCreate).toHaveBeenCalledWith({ ...formData, fhirVersion: 'R5' });
  });
});
