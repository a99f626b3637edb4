import { screen } from '@testing-library/react';
import { renderPage } from '../fixtures/renderPage';
import { situations } from '../fixtures/situations';
import { FhirCard } from './FhirCard';

describe('FhirCard', () => {
  it('says of a well server how to reach it and what it can do', async () => {
    renderPage(<FhirCard />, { situation: situations.ready });
    expect(await screen.findByText('Ready')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /cardio.fhir.example.org/ }),
    ).toHaveAttribute('href', 'https://cardio.fhir.example.org');
  });
});
