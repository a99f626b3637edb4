import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import {
  type ContainerStart,
  knownImages,
  pullImage,
} from '@fhir-on-aks/sandbox-kubernetes';
import type { FhirVersion } from '@fhir-on-aks/sandbox-fhir-server';

/** This process as a container: its environment, and the files that are mounted into it as they are now. */
export function containerOfProcess(
  version: FhirVersion,
  env: NodeJS.ProcessEnv,
  on: Pick<ContainerStart, 'log' | 'onChange' | 'onExit'>,
): ContainerStart {
  const name = `mcr.microsoft.com/healthcareapis/${version.toLowerCase()}-fhir-server`;
  const image = pullImage(knownImages, name);
  if ('refused' in image) throw new Error(image.refused);
  return {
    image,
    namespace: '',
    pod: hostname(),
    podUid: '',
    container: 'fhir',
    args: [],
    labels: {},
    serviceAccount: '',
    env: definedOf(env),
    files: new Proxy<Record<string, string>>(
      {},
      { get: (_, path) => textOf(String(path)) },
    ),
    resumed: false,
    ...on,
  };
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value ?? '']),
  );
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
