/**
 * Opens a scene in a page of its own, at the moment that the fixtures are about.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url of the fixture portal
 * @param {import('./scenes.mjs').Scene} scene
 * @param {string} now
 */
export async function openScene(browser, url, scene, now) {
  const { path, theme = 'light', width = 1280, before, act } = scene;
  const context = await browser.newContext({
    colorScheme: theme,
    viewport: { width, height: width < 600 ? 844 : 800 },
    // Pictures of one build are the same, whenever they are taken.
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.clock.install({ time: new Date(now) });
  await before?.(page);
  await page.goto(url + path);
  await page.getByText(scene.shows).first().waitFor();
  if (!scene.unanswered) await page.waitForLoadState('networkidle');
  await act?.(page);
  await page.evaluate(() => document.fonts.ready);
  return page;
}
