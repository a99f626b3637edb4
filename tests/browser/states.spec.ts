import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { bundleFixtures } from '../../tools/pictures/bundleFixtures.mjs';
import { startFixturePortal } from '../../tools/pictures/fixturePortal.mjs';
import { openScene } from '../../tools/pictures/openScene.mjs';
import { scenes } from '../../tools/pictures/scenes.mjs';

// The built portal before fixtures: states that a sandbox shows only for a moment, or never.
const dist = path.resolve(__dirname, '../../packages/app/dist');

test('axe finds nothing in any state, and nothing is wider than the screen', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const fixtures = await bundleFixtures();
  const portal = await startFixturePortal({ dist, fixtures });
  for (const scene of scenes(fixtures)) {
    await test.step(scene.name, async () => {
      const page = await openScene(
        browser,
        portal.url,
        scene,
        fixtures.FIXTURE_NOW,
      );
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('body')).toHaveAttribute(
          'data-theme-mode',
          colorScheme,
        );
        expect
          .soft(await violationsOn(page), `${scene.name}, ${colorScheme}`)
          .toEqual([]);
      }
      expect.soft(await overflowOf(page), scene.name).toBeLessThanOrEqual(0);
      await page.close();
    });
  }
  portal.close();
});

async function violationsOn(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ target }) => target.join(' ')),
  }));
}

/** How many pixels the page is wider than the screen. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.documentElement.scrollWidth -
      document.documentElement.clientWidth,
  );
}
