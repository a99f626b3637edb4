import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** What the program was told on the command line. */
export interface Arguments {
  /** Where everything is kept. */
  directory: string;
  /** File of the CustomResourceDefinition of Fhir. */
  definition: string;
  /** 0 takes free ones. */
  ports: { ingress: number; kubernetes: number; azure: number };
}

/** The command line cannot be used; the message is for the person who typed it. */
export class UsageError extends Error {}

/** Text of `--help`. */
export const usage = `Usage: sandbox [--state DIR] [--root DIR] [--port-base N]

A small AKS and Azure on loopback.
  --state DIR      where everything is kept (default: $FHIR_SANDBOX_DIR, or .sandbox)
  --root DIR       the repository, for deploy/crd/fhirs.yaml (default: the one of this program)
  --port-base N    ingress listens on N+1, Kubernetes on N+2, Azure on N+3 (default: $FHIR_PORT_BASE, or 7007);
                   0 takes free ports
`;

/** Reads the command line and the two variables. Throws UsageError. */
export function readArguments(
  args: string[],
  env: Record<string, string | undefined>,
  program: string,
): Arguments {
  const { values } = parse(args);
  const root = path.resolve(
    values.root ?? path.join(path.dirname(program), '../../..'),
  );
  const definition = path.join(root, 'deploy/crd/fhirs.yaml');
  if (!fs.existsSync(definition)) {
    throw new UsageError(
      `There is no deploy/crd/fhirs.yaml in ${root}. Give the folder of the repository: --root DIR.`,
    );
  }
  const portText = values['port-base'] ?? env.FHIR_PORT_BASE ?? '7007';
  const portBase = Number(portText);
  if (!Number.isInteger(portBase) || portBase < 0 || portBase > 65_000) {
    throw new UsageError(
      `--port-base must be a number from 0 to 65000, not "${portText}".`,
    );
  }
  const directory = path.resolve(
    values.state ?? env.FHIR_SANDBOX_DIR ?? '.sandbox',
  );
  const port = (offset: number) => (portBase === 0 ? 0 : portBase + offset);
  const ports = { ingress: port(1), kubernetes: port(2), azure: port(3) };
  return { directory, definition, ports };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        state: { type: 'string' },
        root: { type: 'string' },
        'port-base': { type: 'string' },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${message}\n\n${usage}`);
  }
}
