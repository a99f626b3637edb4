import path from 'node:path';
import {
  expect,
  type APIRequestContext,
  type Locator,
  type Page,
} from '@playwright/test';

const base = Number(process.env.FHIR_PORT_BASE ?? 7007);

/**
 * The FHIR server of a name in the sandbox: address and headers of a call. Node does not know `*.localhost`, curl and
 * browsers do, so the host goes as a header.
 */
export function fhirServer(name: string, token?: string) {
  return {
    url: `http://127.0.0.1:${base + 1}`,
    headers: {
      host: `${name}.fhir.localhost:${base + 1}`,
      'content-type': 'application/fhir+json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
  };
}

/** The page of a FHIR server. */
export const serverPage = (name: string) => `/catalog/fhir/resource/${name}`;

/** Fills the form of a new server up to the page before the last one; everything but name and owner is a default. */
export async function fillNewServer(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'New FHIR server' }).first().click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await expect(page.getByText(`sandbox/fhir/${name} is free.`)).toBeVisible();
  await chooseOwner(page, 'Cardiology');
  await picture(page, 'form');
  for (const field of [
    page.getByRole('textbox', { name: 'Host name' }),
    page.getByRole('radiogroup', { name: 'Sign-in' }),
    page.getByRole('textbox', { name: 'SQL server' }),
    page.getByRole('switch', { name: 'Export' }),
  ]) {
    await nextTo(page, field);
  }
  await nextTo(page, page.getByRole('heading', { name: 'This will be made' }));
  await picture(page, 'form-review');
}

/**
 * Chooses an owner in the first step of the form. The teams come from the catalog, which may still be answering, and a
 * page that scrolls under the pointer takes the press for one beside the list: so it looks whether it was taken.
 */
export async function chooseOwner(page: Page, owner: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Owner' });
  await expect(async () => {
    await field.fill(owner);
    await page
      .getByRole('option', { name: owner })
      .first()
      .click({ timeout: 3_000 });
    await expect(field).toHaveAttribute('aria-expanded', 'false', {
      timeout: 3_000,
    });
    await expect(field).toHaveValue(owner, { timeout: 3_000 });
  }).toPass();
}

/** Asks for the next step of a form, which may be refused. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
}

/** Goes to the next step of a form, in which the field is; what was just typed may still be being checked. */
export async function nextTo(page: Page, field: Locator): Promise<void> {
  await expect(async () => {
    if (await field.isHidden()) await next(page);
    await expect(field).toBeVisible({ timeout: 3_000 });
  }).toPass();
}

/** Provisions by the form and waits until the task says Ready. */
export async function provisionByForm(page: Page, name: string): Promise<void> {
  await fillNewServer(page, name);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Make the FHIR server' }).click();
  await picture(page, 'task', async () => {
    await page.getByRole('button', { name: 'Show Logs' }).click();
    await expect(page.getByText(/info: /).first()).toBeVisible();
  });
  await expect(page.getByText(/✔ Ready after/)).toBeVisible({
    timeout: 120_000,
  });
}

/** A token of the portal for the guest that the browser is. */
export async function portalToken(request: APIRequestContext): Promise<string> {
  const answer = await request.post('/api/auth/guest/refresh');
  const { backstageIdentity } = await answer.json();
  return backstageIdentity.token;
}

/** Status of the catalog's answer for the entity of a server: 200 or 404. */
export async function entityStatus(
  request: APIRequestContext,
  name: string,
): Promise<number> {
  const token = await portalToken(request);
  const answer = await request.get(
    `/api/catalog/entities/by-name/resource/fhir/${name}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return answer.status();
}

/** With FHIR_PICTURES set, keeps what the page shows in docs/images, once it is prepared. */
export async function picture(
  page: Page,
  name: string,
  prepare?: () => Promise<void>,
): Promise<void> {
  if (!process.env.FHIR_PICTURES) return;
  await prepare?.();
  await page.screenshot({
    path: path.resolve(__dirname, `../../docs/images/${name}.png`),
    animations: 'disabled',
  });
}
