import { expect, test, type Page } from '@playwright/test';
import { chooseOwner, nextTo, serverPage } from '../browser/portal';

const name = `adopted-${process.env.FRONTEND_SYSTEM}`;

// One server from its first form to its last: each test goes on where the one before ended.
test.describe.configure({ mode: 'serial' });

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  const enter = page.getByRole('button', { name: 'Enter' });
  const signedIn = page.getByRole('link', { name: 'Settings' }).first();
  await expect(enter.or(signedIn)).toBeVisible();
  if (await enter.isVisible()) await enter.click();
  await expect(signedIn).toBeVisible();
});

test('the form "New FHIR server" gives a server that is Ready', async ({
  page,
}) => {
  await page.goto('/create/templates/default/fhir-instance');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await expect(page.getByText(`aks-weu/fhir/${name} is free.`)).toBeVisible();
  await chooseOwner(page, 'guests');
  for (const field of [
    page.getByRole('textbox', { name: 'Host name' }),
    page.getByRole('radiogroup', { name: 'Sign-in' }),
    page.getByRole('textbox', { name: 'SQL server' }),
    page.getByRole('switch', { name: 'Export' }),
    page.getByRole('heading', { name: 'This will be made' }),
  ]) {
    await nextTo(page, field);
  }
  await confirm(page, 'Make the FHIR server');
  await expect(page.getByText(/✔ Ready after/)).toBeVisible({
    timeout: 120_000,
  });
});

test('the overview of the entity has the card', async ({ page }) => {
  await page.goto(serverPage(name));
  await expect(page.getByText('Ready', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Open FHIR tab' }).click();
  await expect(page).toHaveURL(new RegExp(`${serverPage(name)}/fhir`));
});

test('the tab says how the server is', async ({ page }) => {
  await page.goto(`${serverPage(name)}/fhir`);
  await expect(
    page.getByText('1 replica serves FHIR R4.').first(),
  ).toBeVisible();
});

test('the fleet page lists the server', async ({ page }) => {
  await page.getByRole('link', { name: 'FHIR servers' }).first().click();
  await expect(page).toHaveURL(/\/fhir$/);
  await expect(page.getByRole('row', { name }).first()).toBeVisible();
});

test('the form "Update" changes the server', async ({ page }) => {
  await page.goto(`${serverPage(name)}/fhir`);
  await page.getByRole('link', { name: 'Update…' }).click();
  await page.getByRole('textbox', { name: 'Replicas' }).fill('2');
  await page.getByRole('textbox', { name: 'Replicas' }).blur();
  await expect(page.getByText('Nothing yet.')).toBeHidden();
  await confirm(page, /update/i);
  await expect(page.getByText(/✔ Ready after/)).toBeVisible({
    timeout: 120_000,
  });
});

test('the form "Deprovision" takes the server away', async ({ page }) => {
  await page.goto(`${serverPage(name)}/fhir`);
  await page.getByRole('link', { name: 'Deprovision…' }).click();
  await page
    .getByRole('textbox', { name: `Type ${name} to confirm` })
    .fill(name);
  await confirm(page, /deprovision/i);
  await expect(
    page.getByText(`Identity id-fhir-${name} deleted from`),
  ).toBeVisible({ timeout: 120_000 });
});

/** From the last step of a form over its summary to the task. */
async function confirm(page: Page, create: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^(Confirm|Review)$/ }).click();
  await page.getByRole('button', { name: create }).last().click();
}
