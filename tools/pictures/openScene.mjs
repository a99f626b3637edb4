/**
 * A page that scenes are opened on, one after the other.
 * @param {import('@playwright/test').Browser} browser
 */
export async function scenePage(browser) {
  const context = await browser.newContext({
    // Pictures of one build are the same, whenever they are taken.
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  // Nothing that a page keeps in the browser reaches the next scene.
  await page.addInitScript(() => localStorage.clear());
  return page;
}

/**
 * Opens a scene on a page, at the moment that the fixtures are about.
 * @param {import('@playwright/test').Page} page
 * @param {string} url of the fixture portal
 * @param {import('./scenes.mjs').Scene} scene
 * @param {string} now
 */
export async function openScene(page, url, scene, now) {
  const { path, theme = 'light', width = 1280, before, act } = scene;
  await page.goto('about:blank');
  await page.unrouteAll();
  await page.emulateMedia({ colorScheme: theme });
  await page.setViewportSize({ width, height: width < 600 ? 844 : 800 });
  await page.clock.install({ time: new Date(now) });
  await before?.(page);
  await page.goto(url + path);
  await page.getByText(scene.shows).first().waitFor();
  if (!scene.unanswered) await page.waitForLoadState('networkidle');
  await act?.(page);
  await page.evaluate(() => document.fonts.ready);
}
