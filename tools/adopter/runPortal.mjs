import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { answers } from '../launch/cluster.mjs';
import { command } from '../launch/command.mjs';
import { ports } from '../launch/paths.mjs';
import { startProcess, stopProcess, waitUntil } from '../launch/processes.mjs';
import { step } from '../launch/progress.mjs';
import { withYarn } from './makePortal.mjs';

/** @typedef {import('./makePortal.mjs').Portal} Portal */
/** @typedef {ReturnType<typeof import('../launch/settings.mjs').writeSettings>} Settings */

/** @param {Settings['sandbox']} sandbox what the configuration in the document takes from the environment */
const variables = sandbox => ({
  FHIR_KUBECONFIG: sandbox.kubeconfig,
  AZURE_SUBSCRIPTION_ID: sandbox.subscriptionId,
  AZURE_TENANT_ID: sandbox.tenantId,
  AKS_OIDC_ISSUER: sandbox.oidcIssuer,
});

/**
 * Types and configuration of the portal: what the document adds compiles and fits the schema of the plugins.
 * @param {Portal} portal @param {Settings} settings
 */
export async function checkPortal({ system, folder }, { sandbox }) {
  const env = { ...withYarn(), ...variables(sandbox) };
  await step(`Type check of the ${system} portal`, show =>
    command('yarn', ['tsc', '--incremental', 'false'], {
      cwd: folder,
      env,
      show,
    }),
  );
  await step(`Configuration check of the ${system} portal`, show =>
    command('yarn', ['backstage-cli', 'config:check', '--lax'], {
      cwd: folder,
      env,
      show,
    }),
  );
}

/**
 * Starts the portal with `yarn start`, against the sandbox.
 * @param {Portal} portal @param {Settings} settings @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ stop: () => Promise<void> }>}
 */
export async function startPortal({ system, folder }, settings, env) {
  const config = path.join(folder, 'app-config.local.yaml');
  fs.writeFileSync(config, JSON.stringify(localConfig(folder, settings)));
  return step(`Starting the ${system} portal`, async () => {
    const part = startProcess(
      `portal-${system}`,
      ['node_modules/@backstage/cli/bin/backstage-cli', 'repo', 'start'],
      {
        ...env,
        ...withYarn(),
        ...variables(settings.sandbox),
        NODE_EXTRA_CA_CERTS: env.NODE_EXTRA_CA_CERTS,
      },
      folder,
    );
    const ready = `http://127.0.0.1:${ports.portal}/.backstage/health/v1/readiness`;
    await waitUntil(part, () => answers(ready), 180);
    await waitUntil(part, () => answers(`http://127.0.0.1:${ports.app}`), 180);
    return { stop: () => stopProcess(part) };
  });
}

/**
 * What is of this machine: the ports, the sandbox in place of the cluster in the document, and a guest who is in a team.
 * @param {string} folder @param {Settings} settings
 */
function localConfig(folder, { portal }) {
  const read = (/** @type {string} */ file) =>
    parse(fs.readFileSync(file, 'utf8'));
  const { app, backend, fhir, fhirOperator } = read(portal);
  const [documented] = read(path.join(folder, 'app-config.yaml')).fhir.clusters;
  const { baseUrl, cors, listen } = backend;
  return {
    app,
    backend: { baseUrl, cors, listen },
    auth: {
      providers: {
        guest: {
          userEntityRef: 'user:default/guest',
          ownershipEntityRefs: ['user:default/guest', 'group:default/guests'],
        },
      },
    },
    fhir: {
      clusters: [{ ...documented, ...fhir.clusters[0], name: documented.name }],
    },
    fhirOperator,
  };
}
