import { expect, test } from '@playwright/test';
import { chooseOwner, fillNewServer, next, nextTo } from './portal';
import { fhirctl, identitiesInAzure, leftInCluster } from './sandbox';

test.describe('the form refuses before anything is made', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/create/templates/default/fhir-instance');
  });

  for (const [what, value, message] of [
    ['capital letters', 'Cardio', /"Cardio" is no valid name/],
    [
      'a name that is too long',
      'a'.repeat(41),
      /has 41 characters, at most 40/,
    ],
    [
      'a name that is taken',
      'sample',
      /A FHIR server named sample exists already/,
    ],
  ] as const) {
    test(`name: ${what}`, async ({ page }) => {
      await page.getByRole('textbox', { name: 'Name' }).fill(value);
      await chooseOwner(page, 'Cardiology');
      await next(page);
      await expect(page.getByText(message).last()).toBeVisible();
      await expect(page.getByText('Host name', { exact: true })).toBeHidden();
    });
  }

  test('every further field names its own mistake', async ({ page }) => {
    await page.getByRole('textbox', { name: 'Name' }).fill('mistakes');
    await chooseOwner(page, 'Cardiology');
    const host = page.getByRole('textbox', { name: 'Host name' });
    await nextTo(page, host);
    await host.fill('no host!');
    await next(page);
    await expect(
      page.getByText(/"no host!" is no host name/).last(),
    ).toBeVisible();
    await page
      .getByRole('textbox', { name: 'Host name' })
      .fill('sample.fhir.localhost');
    await next(page);
    await expect(
      page.getByText(/belongs to another FHIR server/).last(),
    ).toBeVisible();
    await page
      .getByRole('textbox', { name: 'Host name' })
      .fill('mistakes.fhir.localhost');

    const authority = page.getByRole('textbox', { name: 'Authority' });
    await nextTo(page, authority);
    await authority.fill('nonsense');
    await next(page);
    await expect(
      page.getByText(/does not have the right form/i).last(),
    ).toBeVisible();
    await page
      .getByRole('textbox', { name: 'Authority' })
      .fill('https://login.example.org/tenant/v2.0');

    const server = page.getByRole('textbox', { name: 'SQL server' });
    await nextTo(page, server);
    await server.fill('no server!');
    await next(page);
    await expect(
      page.getByText(/does not have the right form/i).last(),
    ).toBeVisible();
    await page
      .getByRole('textbox', { name: 'SQL server' })
      .fill('sql-sandbox.database.windows.net');
    await page.getByRole('textbox', { name: 'Database' }).fill('a b');
    await next(page);
    await expect(
      page.getByText(/does not have the right form/i).last(),
    ).toBeVisible();
    await page.getByRole('textbox', { name: 'Database' }).fill('mistakes');

    const exported = page.getByRole('switch', { name: 'Export' });
    await nextTo(page, exported);
    await exported.press('Space');
    await next(page);
    await expect(page.getByText(/storage/i).last()).toBeVisible();
    await expect(
      page.getByRole('heading', { name: 'This will be made' }),
    ).toBeHidden();
  });
});

test('Azure that refuses: the task says so, says what to do, and leaves nothing', async ({
  page,
}) => {
  await fhirctl('sandbox', 'fault', 'arm-403');
  try {
    await fillNewServer(page, 'refused');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('button', { name: 'Make the FHIR server' }).click();
    await expect(
      page.getByText(/Azure answered AuthorizationFailed/).first(),
    ).toBeVisible({ timeout: 60_000 });
    await expect(
      page.getByText(/Next: .*Managed Identity Contributor/),
    ).toBeVisible();
  } finally {
    await fhirctl('sandbox', 'fault', 'arm-403', '--off');
  }
  expect(await leftInCluster('refused')).toEqual([]);
  expect(await identitiesInAzure()).not.toContain('id-fhir-refused');
});

test('a cluster that is down: one message, the rest of the portal works', async ({
  page,
}) => {
  await page.goto('/fhir');
  await expect(page.getByText('Ready', { exact: true }).first()).toBeVisible();
  await fhirctl('sandbox', 'fault', 'api-reset');
  try {
    await expect(
      page.getByText('Cluster Sandbox cannot be reached', { exact: true }),
    ).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.getByRole('row', { name: /sample/ })).toBeVisible();
  } finally {
    await fhirctl('sandbox', 'fault', 'api-reset', '--off');
  }
  await expect(
    page.getByText('Cluster Sandbox cannot be reached', { exact: true }),
  ).toBeHidden({
    timeout: 60_000,
  });
});
