import { expect, type APIRequestContext, type Page } from '@playwright/test';

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
  for (const field of [
    page.getByRole('textbox', { name: 'Host name' }),
    page.getByRole('radiogroup', { name: 'Sign-in' }),
    page.getByRole('textbox', { name: 'SQL server' }),
    page.getByRole('switch', { name: 'Export' }),
  ]) {
    await next(page);
    await expect(field).toBeVisible();
  }
  await next(page);
  await expect(
    page.getByRole('heading', { name: 'This will be made' }),
  ).toBeVisible();
}

/** Chooses an owner in the first step of the form. */
export async function chooseOwner(page: Page, owner: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Owner' }).fill(owner);
  await page.getByRole('option', { name: owner }).first().click();
}

/** Goes to the next step of a form. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
}

/** Provisions by the form and waits until the task says Ready. */
export async function provisionByForm(page: Page, name: string): Promise<void> {
  await fillNewServer(page, name);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Make the FHIR server' }).click();
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
