import { expect, test } from '@playwright/test';
import {
  entityStatus,
  fhirServer,
  picture,
  provisionByForm,
  serverPage,
} from './portal';
import { fhirToken, identitiesInAzure, leftInCluster } from './sandbox';

test('a form gives a FHIR server, a page shows it, a form takes it away', async ({
  page,
  request,
}) => {
  const name = 'road';
  // Data outlives its server: a run before may have left a Patient.
  const family = `Chalmers-${Date.now()}`;

  await test.step('the form gives a server that is Ready', async () => {
    await provisionByForm(page, name);
    await page.getByRole('link', { name: 'Page of the FHIR server' }).click();
    await expect(page.getByText('Ready', { exact: true })).toBeVisible();
    await picture(page, 'overview');
    await page.getByRole('link', { name: 'Open FHIR tab' }).click();
    await expect(
      page.getByText('1 replica serves FHIR R4.').first(),
    ).toBeVisible();
    expect(await identitiesInAzure()).toContain(`id-fhir-${name}`);
  });

  await test.step('it stands in the catalog', async () => {
    await page.goto('/catalog?filters[kind]=resource');
    await expect(
      page.getByRole('link', { name, exact: true }).first(),
    ).toBeVisible();
    await picture(page, 'catalog');
  });

  await test.step('it answers /metadata, and a Patient is created and found', async () => {
    const { url, headers } = fhirServer(name);
    const metadata = await request.get(`${url}/metadata`, { headers });
    expect(await metadata.json()).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
    });
    const refused = await request.get(`${url}/Patient`, { headers });
    expect(refused.status()).toBe(401);

    const signedIn = fhirServer(name, await fhirToken(name));
    const created = await request.post(`${url}/Patient`, {
      headers: signedIn.headers,
      data: { resourceType: 'Patient', name: [{ family }] },
    });
    expect(created.status()).toBe(201);
    const found = await request.get(`${url}/Patient?family=${family}`, {
      headers: signedIn.headers,
    });
    expect((await found.json()).entry).toHaveLength(1);
  });

  await test.step('an update changes it, and says what will change', async () => {
    await page.goto(`${serverPage(name)}/fhir`);
    await page.getByRole('link', { name: 'Update…' }).click();
    await page.getByRole('textbox', { name: 'Replicas' }).fill('2');
    await page.getByRole('textbox', { name: 'Replicas' }).blur();
    await picture(page, 'update');
    await expect(page.getByText('Nothing yet.')).toBeHidden();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page
      .getByRole('button', { name: /update/i })
      .last()
      .click();
    await expect(page.getByText(/✔ Ready after/)).toBeVisible({
      timeout: 120_000,
    });
    await page.goto(`${serverPage(name)}/fhir`);
    await expect(
      page.getByText('All 2 replicas serve FHIR R4.').first(),
    ).toBeVisible();
  });

  await test.step('deprovisioning asks for the name and leaves nothing', async () => {
    await page.getByRole('link', { name: 'Deprovision…' }).click();
    await picture(page, 'deprovision');
    const confirm = page.getByRole('textbox', {
      name: `Type ${name} to confirm`,
    });
    await confirm.fill('other');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(
      page.getByText(`"other" is not "${name}".`).last(),
    ).toBeVisible();
    await confirm.fill(name);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page
      .getByRole('button', { name: /deprovision|take/i })
      .last()
      .click();
    await expect(
      page.getByText(`Identity id-fhir-${name} deleted from`),
    ).toBeVisible({ timeout: 120_000 });
    expect(await leftInCluster(name)).toEqual([]);
    expect(
      (await identitiesInAzure()).filter(one => one.includes(`fhir-${name}`)),
    ).toEqual([]);
    await expect
      .poll(() => entityStatus(request, name), { timeout: 20_000 })
      .toBe(404);
  });
});
