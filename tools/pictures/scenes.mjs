/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {object} Scene
 * @property {string} name of the picture
 * @property {string} path of the portal
 * @property {'light' | 'dark'} [theme]
 * @property {number} [width] 1280 unless told
 * @property {(page: Page) => Promise<unknown>} [before] what is set up before the page opens
 * @property {(page: Page) => Promise<unknown>} [act] what is done on it before the picture is taken
 * @property {boolean} [unanswered] the backend never answers, so the network is never idle
 * @property {string | RegExp} shows a text by which the page is known to be there
 */

const tabOf = (/** @type {string} */ name) =>
  `/catalog/cardio/resource/${name}/fhir`;
const list = '**/api/fhir/instances';

/** @type {Scene[]} */
const details = [
  {
    name: 'tab-logs',
    path: tabOf('ready'),
    act: async page => {
      const field = page.getByRole('searchbox', { name: 'Find in the log' });
      await field.fill('fhir');
      await field.press('Enter');
      await page
        .getByRole('region', { name: /^Log of/ })
        .scrollIntoViewIfNeeded();
    },
    shows: 'Made of',
  },
  {
    name: 'tab-difference',
    path: tabOf('ready'),
    act: async page => {
      await page
        .getByRole('button', { name: 'Deployment cardio', exact: true })
        .click();
      await page.getByRole('tab', { name: 'Manifest' }).click();
      await page.getByText('Difference').click();
    },
    shows: 'Made of',
  },
  {
    name: 'tab-road',
    path: tabOf('crash-loop'),
    act: page => page.getByRole('button', { name: /^Workload:/ }).click(),
    shows: 'Made of',
  },
  {
    name: 'tab-refused',
    path: tabOf('read-only'),
    act: page => page.getByRole('link', { name: /^Deprovision/ }).focus(),
    shows: 'Made of',
  },
  {
    name: 'tab-shortcuts',
    path: tabOf('ready'),
    act: page => page.keyboard.press('?'),
    shows: 'Made of',
  },
];

/**
 * Every page and every state as pictures and browser tests show them.
 * @param {import('./fixturePortal.mjs').Fixtures} fixtures
 * @returns {Scene[]}
 */
export function scenes({ present, absent, api }) {
  return [
    ...pages(api),
    ...present.map(name => ({
      name: `state-${name}`,
      path: tabOf(name),
      shows: 'Made of',
    })),
    ...absent.map(name => ({
      name: `state-${name}`,
      path: tabOf(name),
      shows: /is gone|does not know|cannot be|may not see/,
    })),
    {
      name: 'state-loading',
      path: tabOf('ready'),
      before: page => page.route(`${list}/**`, () => {}),
      unanswered: true,
      act: page => page.getByRole('status', { name: /^Loading/ }).waitFor(),
      shows: 'FHIR',
    },
    ...details,
  ];
}

/**
 * The list with some clusters and their servers only.
 * @param {import('./fixturePortal.mjs').Fixtures['api']} api
 * @param {string[]} clusters
 * @returns {Scene['before']}
 */
const onlyOf = (api, clusters) => page =>
  page.route(list, route =>
    route.fulfill({
      json: {
        clusters: api.fleet.clusters.filter(({ name }) =>
          clusters.includes(name),
        ),
        instances: api.fleet.instances.filter(({ cluster }) =>
          clusters.includes(cluster),
        ),
      },
    }),
  );

/**
 * @param {import('./fixturePortal.mjs').Fixtures['api']} api
 * @returns {Scene[]}
 */
function pages(api) {
  const before = onlyOf(api, ['aks-weu']);
  const home = { path: '/', before, shows: 'Last changes' };
  const fleet = { path: '/fhir', before, shows: 'crash-loop' };
  return [
    { name: 'home', ...home },
    { name: 'home-dark', ...home, theme: 'dark' },
    { name: 'home-narrow', ...home, width: 390 },
    { name: 'fleet', ...fleet },
    { name: 'fleet-dark', ...fleet, theme: 'dark' },
    { name: 'fleet-narrow', ...fleet, width: 390 },
    {
      name: 'fleet-filtered',
      ...fleet,
      path: '/fhir?q=moon',
      shows: 'No server matches',
    },
    {
      name: 'fleet-cluster-down',
      path: '/fhir',
      before: onlyOf(api, ['aks-weu', 'aks-neu']),
      shows: 'Cluster AKS North Europe cannot be reached',
    },
    {
      name: 'fleet-empty',
      path: '/fhir',
      before: page =>
        page.route(list, route =>
          route.fulfill({
            json: { clusters: api.fleet.clusters.slice(0, 1), instances: [] },
          }),
        ),
      shows: 'No FHIR servers yet',
    },
    {
      name: 'card',
      path: '/catalog/cardio/resource/ready',
      shows: 'Open FHIR tab →',
    },
    {
      name: 'card-failed',
      path: '/catalog/cardio/resource/image-pull-failed',
      shows: 'See why →',
    },
    { name: 'tab-dark', path: tabOf('ready'), theme: 'dark', shows: 'Made of' },
    { name: 'tab-narrow', path: tabOf('ready'), width: 390, shows: 'Use it' },
  ];
}
