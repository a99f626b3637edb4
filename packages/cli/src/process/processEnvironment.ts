import os from 'node:os';
import { text } from 'node:stream/consumers';
import { connectCluster, contextName } from '@fhir-on-aks/kube';
import { azureManagedIdentities, systemClock } from '@fhir-on-aks/provision';
import packageJson from '../../package.json';
import type { Environment } from '../Environment';
import { processTerminal } from './processTerminal';

/** This process, its terminal, the real clusters and the real Azure. */
export function processEnvironment(
  process: NodeJS.Process,
  signal: AbortSignal,
): Environment {
  return {
    terminal: processTerminal(process, () =>
      process.kill(process.pid, 'SIGINT'),
    ),
    variables: process.env,
    directory: process.cwd(),
    home: os.homedir(),
    clock: systemClock,
    signal,
    readInput: () => text(process.stdin),
    contextName,
    connect: ({ kubeconfig, context }) =>
      connectCluster({
        kubeconfigPath: kubeconfig,
        context,
        userAgent: `fhirctl/${packageJson.version}`,
      }),
    managedIdentities: azure => azureManagedIdentities(azure),
  };
}
