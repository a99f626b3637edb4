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
  test.setTimeout(360_000);
  const { fixtures, portal, scenePage, openScene, scenes } = await open();
  const page = await scenePage(browser);
  for (const scene of scenes(fixtures)) {
    if (scene.theme === 'dark') continue; // The same page as its light twin, which is looked at in both.
    await test.step(scene.name, async () => {
      await openScene(page, portal.url, scene, fixtures.FIXTURE_NOW);
      expect.soft(await violationsOn(page), scene.name).toEqual([]);
      expect.soft(await overflowOf(page), scene.name).toBeLessThanOrEqual(0);
      await darken(page);
      expect
        .soft(
          await violationsOn(page, ['color-contrast']),
          `${scene.name}, dark`,
        )
        .toEqual([]);
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
  const { openScene, scenePage } =
    await import('../../tools/pictures/openScene.mjs');
  const { scenes } = await import('../../tools/pictures/scenes.mjs');
  const fixtures = await bundleFixtures();
  const portal = await startFixturePortal({ dist, fixtures });
  return { fixtures, portal, scenePage, openScene, scenes };
}

/** The theme follows the system; its colours take a moment to change. */
async function darken(page: Page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('body')).toHaveAttribute('data-theme-mode', 'dark');
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(animation => animation instanceof CSSTransition)
        .map(({ finished }) => finished),
    ),
  );
}

/** What axe finds by these rules, or by all of its own. */
async function violationsOn(page: Page, rules?: string[]) {
  const axe = new AxeBuilder({ page })
    .exclude(FRAMEWORK_HEADER)
    .exclude(TOOLTIP);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
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
