import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

/** Backstage's own page header stands outside every landmark, and a tooltip is drawn beside the page. */
const FRAMEWORK_HEADER = '.bui-PluginHeader';
const TOOLTIP = '[role=tooltip]';

// The built portal before fixtures: states that a sandbox shows only for a moment, or never.
const dist = path.resolve(__dirname, '../../packages/app/dist');

test('axe finds nothing in any state, and nothing is wider than the screen', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const { fixtures, portal, openScene, scenes } = await open();
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
      await page.context().close();
    });
  }
  portal.close();
});

/** The tools are ES modules, which a test that is CommonJS can load only at run time. */
async function open() {
  const { bundleFixtures } =
    await import('../../tools/pictures/bundleFixtures.mjs');
  const { startFixturePortal } =
    await import('../../tools/pictures/fixturePortal.mjs');
  const { openScene } = await import('../../tools/pictures/openScene.mjs');
  const { scenes } = await import('../../tools/pictures/scenes.mjs');
  const fixtures = await bundleFixtures();
  const portal = await startFixturePortal({ dist, fixtures });
  return { fixtures, portal, openScene, scenes };
}

async function violationsOn(page: Page) {
  const { violations } = await new AxeBuilder({ page })
    .exclude(FRAMEWORK_HEADER)
    .exclude(TOOLTIP)
    .analyze();
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
