import { defineConfig } from '@playwright/test';
import browser from '../browser/playwright.config';

// `yarn start` serves the app from a port of its own, the sixth from the base.
const app = Number(process.env.FHIR_PORT_BASE ?? 7207) + 5;

export default defineConfig({
  ...browser,
  testDir: '.',
  outputDir: '../../.cache/adopter/results',
  use: { ...browser.use, baseURL: `http://localhost:${app}` },
});
