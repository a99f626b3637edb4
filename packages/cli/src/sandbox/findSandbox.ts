import fs from 'node:fs';
import path from 'node:path';
import { CommandError } from '../CommandError';
import type { Environment } from '../Environment';
import { isRecord } from '@fhir-on-aks/plugin-fhir-common';

/** How to reach the sandbox that runs on this machine. */
export interface SandboxAddress {
  /** The file that says it. */
  file: string;
  kubeconfig: string;
  /** URL of the ingress, which leads to the FHIR servers by their host names. */
  ingress?: string;
  control: { url: string; token: string };
  /** Certificate authority of the sandbox, PEM. */
  ca?: string;
}

type World = Pick<Environment, 'variables' | 'directory'>;

/** Finds the sandbox: `$FHIR_SANDBOX_DIR`, beside `$FHIRCTL_CONFIG`, else `.sandbox/` of this folder or one above it. */
export function findSandbox(world: World): SandboxAddress {
  const folder = candidates(world).find(candidate =>
    fs.existsSync(path.join(candidate, 'sandbox.json')),
  );
  if (!folder) {
    throw new CommandError('There is no sandbox here.', {
      next: 'Start it with npm start or yarn sandbox, or name its folder in FHIR_SANDBOX_DIR.',
    });
  }
  const file = path.join(folder, 'sandbox.json');
  const ca = path.join(folder, 'ca.pem');
  return {
    ...parse(file),
    ...(fs.existsSync(ca) && { ca: fs.readFileSync(ca, 'utf8') }),
  };
}

function candidates({ variables, directory }: World): string[] {
  const { FHIR_SANDBOX_DIR: named, FHIRCTL_CONFIG: config } = variables;
  if (named) return [path.resolve(directory, named)];
  return [
    ...(config ? [path.dirname(path.resolve(directory, config))] : []),
    ...upwards(directory).map(folder => path.join(folder, '.sandbox')),
  ];
}

function upwards(folder: string): string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

function parse(file: string): SandboxAddress {
  const content: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
  const { kubeconfig, ingress, control } = Object(content);
  const { url, token } = Object(isRecord(control) ? control : {});
  if (typeof url !== 'string' || typeof token !== 'string') {
    throw new CommandError(`${file} does not say how to reach the sandbox.`, {
      next: 'Start the sandbox again; it writes the file anew.',
    });
  }
  return {
    file,
    kubeconfig: String(kubeconfig ?? ''),
    ...(typeof ingress === 'string' && { ingress }),
    control: { url, token },
  };
}
