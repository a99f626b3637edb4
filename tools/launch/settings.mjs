import fs from 'node:fs';
import path from 'node:path';
import { ports, root, sandboxDirectory } from './paths.mjs';

const METHODS = ['GET', 'HEAD', 'PATCH', 'POST', 'PUT', 'DELETE'];

/** @returns what the sandbox wrote about itself */
export function readSandbox() {
  return JSON.parse(
    fs.readFileSync(path.join(sandboxDirectory, 'sandbox.json'), 'utf8'),
  );
}

/** @param {ReturnType<typeof readSandbox>} sandbox the `fhir` section: the same for portal and fhirctl */
function fleet(sandbox) {
  return {
    clusters: [
      {
        name: 'sandbox',
        title: 'Sandbox',
        kubeconfig: sandbox.kubeconfig,
        namespaces: ['fhir'],
        hostPattern: '{name}.{namespace}.localhost',
        urlPattern: `http://{host}:${ports.ingress}`,
        databaseServer: 'sql-sandbox.database.windows.net',
        authority: sandbox.authority,
        audiencePattern: 'api://{name}',
        azure: {
          subscriptionId: sandbox.subscriptionId,
          resourceGroup: sandbox.resourceGroup,
          location: sandbox.location,
          tenantId: sandbox.tenantId,
          oidcIssuer: sandbox.oidcIssuer,
          clientId: sandbox.clientId,
          clientSecret: sandbox.clientSecret,
          endpoint: sandbox.armEndpoint,
          authorityHost: sandbox.authorityHost,
        },
      },
    ],
  };
}

/** @param {string} kubeconfig the server, CA and token in it, for the stock Kubernetes plugin */
function clusterAccess(kubeconfig) {
  const text = fs.readFileSync(kubeconfig, 'utf8');
  const value = (/** @type {string} */ key) =>
    new RegExp(`${key}:\\s*"?([^"\\s]+)"?`).exec(text)?.[1];
  return {
    url: value('server'),
    caData: value('certificate-authority-data'),
    serviceAccountToken: value('token'),
  };
}

/** @param {string} name @param {unknown} content JSON is YAML */
function write(name, content) {
  const file = path.join(sandboxDirectory, name);
  fs.writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, {
    mode: 0o600,
  });
  return file;
}

/**
 * Writes the settings of portal, operator and fhirctl for the running sandbox: what app-config.cluster.yaml,
 * the chart and ~/.config do for a real cluster.
 * @param {{ developing?: boolean }} [options] with `developing` the app comes from a server of its own
 */
export function writeSettings({ developing = false } = {}) {
  const sandbox = readSandbox();
  const url = `http://localhost:${ports.portal}`;
  const appUrl = `http://localhost:${ports.app}`;
  const publicUrlPattern = `http://{host}:${ports.ingress}`;
  const portal = write('app-config.sandbox.yaml', {
    app: developing
      ? { baseUrl: appUrl, listen: { host: '127.0.0.1', port: ports.app } }
      : { baseUrl: url },
    backend: {
      baseUrl: url,
      ...(developing
        ? { cors: { origin: appUrl, credentials: true, methods: METHODS } }
        : {}),
      listen: { host: '127.0.0.1', port: ports.portal },
      database: {
        client: 'better-sqlite3',
        connection: { directory: path.join(sandboxDirectory, 'database') },
      },
    },
    techdocs: {
      publisher: {
        type: 'local',
        local: { publishDirectory: path.join(root, '.cache/techdocs') },
      },
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'sandbox',
              authProvider: 'serviceAccount',
              skipMetricsLookup: true,
              ...clusterAccess(sandbox.kubeconfig),
            },
          ],
        },
      ],
      customResources: [
        { group: 'fhir-on-aks.io', apiVersion: 'v1alpha1', plural: 'fhirs' },
      ],
    },
    fhir: fleet(sandbox),
    fhirOperator: { publicUrlPattern },
  });
  const operator = write('operator.yaml', {
    publicUrlPattern,
    probe: { mode: 'publicUrl', connectTo: `127.0.0.1:${ports.ingress}` },
    listen: { host: '127.0.0.1', port: ports.operator },
    leaderElection: { mode: 'Disabled' },
  });
  write('fhirctl.yaml', fleet(sandbox));
  return { portal, operator, sandbox };
}
