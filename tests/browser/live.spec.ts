import { expect, test } from '@playwright/test';
import { serverPage } from './portal';
import { fhirctl } from './sandbox';

test('a fault in the cluster is on the page without a reload', async ({
  page,
}) => {
  await page.goto(`${serverPage('sample')}/fhir`);
  const shown = page.getByText(/The image cannot be pulled/).first();
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  try {
    const since = Date.now();
    await fhirctl('sandbox', 'fault', 'image-pull', 'sample');
    await expect(shown).toBeVisible();
    console.log(`From fhirctl to the screen: ${Date.now() - since} ms`);
    await expect(
      page.getByText('Failed', { exact: true }).first(),
    ).toBeVisible();
    await expect(
      page.getByText(/Choose a tag that exists/).first(),
    ).toBeVisible();
  } finally {
    await fhirctl('sandbox', 'fault', 'image-pull', 'sample', '--off');
  }
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
});

test('the log of a pod follows, is searched and is downloaded', async ({
  page,
}) => {
  await page.goto(`${serverPage('sample')}/fhir`);
  await expect(page.getByText(/Now listening on/).first()).toBeVisible();
  await page.getByRole('searchbox', { name: /Find/ }).fill('listening');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Download/ }).click();
  expect((await download).suggestedFilename()).toMatch(/\.log$/);
});
