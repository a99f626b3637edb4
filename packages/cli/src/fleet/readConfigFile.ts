import fs from 'node:fs';
import path from 'node:path';
import {
  parseFleetConfig,
  type FleetConfig,
} from '@fhir-on-aks/plugin-fhir-common';
import { parse } from 'yaml';
import { CommandError } from '../CommandError';
import { messageOf } from '../messageOf';

type Variables = Record<string, string | undefined>;

/**
 * Reads the clusters from a file: the `fhir` section alone, or the app-config of the portal with it. `${NAME}` is
 * taken from the environment as Backstage does: a value whose variable is not set counts as left out.
 */
export function readConfigFile(
  file: string,
  variables: Variables,
): FleetConfig {
  const document = substitute(readYaml(file), variables);
  const section = Object(document).fhir ?? document;
  const fleet = parseFleetConfig(section);
  return {
    ...fleet,
    clusters: fleet.clusters.map(cluster => ({
      ...cluster,
      kubeconfig: cluster.kubeconfig && besideFile(file, cluster.kubeconfig),
    })),
  };
}

function readYaml(file: string): unknown {
  try {
    return parse(fs.readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(
      `The configuration ${file} cannot be read: ${messageOf(cause)}`,
      { next: 'Correct the file, or name another with --config.', cause },
    );
  }
}

function substitute(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return substituteText(value, variables);
  if (Array.isArray(value))
    return value.map(entry => substitute(entry, variables));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      const filled = substitute(entry, variables);
      return filled === undefined ? [] : [[key, filled]];
    }),
  );
}

function substituteText(
  text: string,
  variables: Variables,
): string | undefined {
  let missing = false;
  const filled = text.replace(
    /(\$?)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g,
    (whole: string, escaped: string, name: string) => {
      if (escaped) return whole.slice(1);
      const value = variables[name];
      if (!value) missing = true;
      return value ?? '';
    },
  );
  return missing ? undefined : filled;
}

function besideFile(file: string, kubeconfig: string): string {
  return path.resolve(path.dirname(file), kubeconfig);
}
