import fs from 'node:fs';
import path from 'node:path';
import {
  parseFleetConfig,
  type FleetConfig,
} from '@fhir-on-aks/plugin-fhir-common';
import { CommandError } from '../CommandError';
import type { Environment } from '../Environment';
import { messageOf } from '../messageOf';
import type { FleetOptions } from '../options';
import { azureSettings } from './azureSettings';
import { readConfigFile } from './readConfigFile';

/** The clusters that fhirctl knows. */
export interface Fleet {
  config: FleetConfig;
  /** Whether the clusters suggest host names, database and sign-in: those of a configuration do. */
  suggests: boolean;
}

type World = Pick<
  Environment,
  'variables' | 'directory' | 'home' | 'contextName'
>;

/**
 * The clusters of the configuration; without one, the cluster that kubectl would talk to. `--kubeconfig` and
 * `--context` ask for the latter, whatever configuration the environment names.
 */
export function loadFleet(options: FleetOptions, world: World): Fleet {
  const file = configFile(options, world);
  if (file) {
    return { config: readConfigFile(file, world.variables), suggests: true };
  }
  return { config: kubeconfigFleet(options, world), suggests: false };
}

/** The configuration that is read; undefined when there is none. */
export function configFile(
  options: FleetOptions,
  { variables, directory, home }: World,
): string | undefined {
  const { config, kubeconfig, context } = options;
  if (config) return path.resolve(directory, config);
  if (kubeconfig || context) return undefined;
  if (variables.FHIRCTL_CONFIG) {
    return path.resolve(directory, variables.FHIRCTL_CONFIG);
  }
  const settings = variables.XDG_CONFIG_HOME || path.join(home, '.config');
  const usual = path.join(settings, 'fhirctl', 'config.yaml');
  return fs.existsSync(usual) ? usual : undefined;
}

function kubeconfigFleet(
  { kubeconfig, context, cluster, namespace, ...azure }: FleetOptions,
  { variables, directory, contextName }: World,
): FleetConfig {
  const kubeconfigPath = kubeconfig && path.resolve(directory, kubeconfig);
  return parseFleetConfig({
    clusters: [
      {
        name: cluster ?? nameOf(() => contextName({ kubeconfigPath, context })),
        kubeconfig: kubeconfigPath,
        context,
        ...(namespace && { namespaces: [namespace] }),
        azure: azureSettings(azure, variables),
      },
    ],
  });
}

/** A cluster is called as its context, in the letters that the name of a cluster may have. */
function nameOf(contextName: () => string): string {
  const name = readable(contextName)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63);
  return name || 'cluster';
}

function readable(contextName: () => string): string {
  try {
    return contextName();
  } catch (cause) {
    throw new CommandError(`No cluster can be used: ${messageOf(cause)}`, {
      next: 'Name a configuration with --config or FHIRCTL_CONFIG, or a kubeconfig with --kubeconfig or KUBECONFIG.',
      cause,
    });
  }
}
