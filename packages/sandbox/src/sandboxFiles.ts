import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import {
  fhirNamespace,
  kubeconfigFor,
  type ClusterAccess,
} from '@fhir-on-aks/sandbox-kubernetes';
import type { Sandbox } from './startSandbox';

/** The token kept in the directory, made on the first start. */
export function loadToken(directory: string): string {
  const file = path.join(directory, 'token');
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('hex');
  write(file, token);
  return token;
}

/** Writes `kubeconfig` and `sandbox.json`: how to reach everything. */
export function writeSandboxFiles(directory: string, sandbox: Sandbox): void {
  const kubeconfig = path.join(directory, 'kubeconfig');
  write(kubeconfig, stringify(kubeconfigFor(accessTo(sandbox))));
  const { azure, urls } = sandbox;
  const { tenantId, subscriptionId, resourceGroups } = azure.state;
  const [{ name: resourceGroup, location }] = resourceGroups;
  write(
    path.join(directory, 'sandbox.json'),
    JSON.stringify(
      {
        kubeconfig,
        authority: `${urls.azure}/${tenantId}/v2.0`,
        subscriptionId,
        resourceGroup,
        location,
        tenantId,
        oidcIssuer: sandbox.oidcIssuer,
        clientId: azure.state.clientId,
        clientSecret: azure.state.clientSecret,
        armEndpoint: urls.azure,
        authorityHost: urls.azure,
        ingress: urls.ingress,
        control: { url: urls.control, token: sandbox.token },
      },
      null,
      2,
    ),
  );
}

function accessTo({ certificates, urls, token }: Sandbox): ClusterAccess {
  return {
    server: urls.kubernetes,
    token,
    ca: certificates.ca,
    namespace: fhirNamespace,
  };
}

/** Readable by its owner only, and never half written. */
function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, text, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}
