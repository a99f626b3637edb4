import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { serverPage } from './portal';

/** Backstage's own page header stands outside every landmark. */
const FRAMEWORK_HEADER = '.bui-PluginHeader';

const pages = {
  home: '/',
  'fleet page': '/fhir',
  'overview of a server': serverPage('sample'),
  'FHIR tab': `${serverPage('sample')}/fhir`,
};

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test.describe(`${colorScheme}, ${width} wide`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      for (const [title, path] of Object.entries(pages)) {
        test(`axe finds nothing on: ${title}`, async ({ page }) => {
          await page.goto(path);
          await expect(
            page.getByText('Ready', { exact: true }).first(),
          ).toBeVisible();
          const { violations } = await new AxeBuilder({ page })
            .exclude(FRAMEWORK_HEADER)
            .analyze();
          expect(
            violations.map(({ id, nodes }) => ({
              id,
              at: nodes.map(({ target }) => target.join(' ')),
            })),
          ).toEqual([]);
        });

        test(`nothing is wider than the screen on: ${title}`, async ({
          page,
        }) => {
          await page.goto(path);
          await expect(
            page.getByText('Ready', { exact: true }).first(),
          ).toBeVisible();
          const overflow = await page.evaluate(
            () =>
              document.documentElement.scrollWidth -
              document.documentElement.clientWidth,
          );
          expect(overflow).toBeLessThanOrEqual(0);
        });
      }
    });
  }
}
