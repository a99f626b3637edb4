import { fillPattern } from '../names';
import type { FleetCluster } from './fleetConfig';
import { isRecord } from './isRecord';

/** What a cluster suggests for a new server; `FleetCluster` has it, and what the portal tells its forms. */
export type ClusterDefaults = Partial<
  Pick<
    FleetCluster,
    'hostPattern' | 'databaseServer' | 'authority' | 'audiencePattern'
  >
>;

type Json = Record<string, unknown>;

/**
 * The input of a provision request with what the cluster suggests in the place of what was left out: host name,
 * database server, sign-in, identity type. Nothing that was given changes, sign-in is never switched off, and
 * `parseProvisionRequest` judges the result. What is not an object is given back as it is.
 */
export function withClusterDefaults(
  input: unknown,
  defaults: ClusterDefaults,
): unknown {
  if (!isRecord(input)) return input;
  const spec = input.spec ?? {};
  if (!isRecord(spec)) return input;
  return {
    ...input,
    spec: {
      ...spec,
      identity: spec.identity ?? { type: identityTypeFor(spec.database) },
      database: filled(spec.database, { server: defaults.databaseServer }),
      security: security(spec.security, input, defaults),
      exposure: exposure(spec.exposure, input, defaults),
    },
  };
}

/** The one identity type that fits the sign-in to the database. */
function identityTypeFor(database: unknown): string {
  const managed =
    isRecord(database) && database.authentication === 'ManagedIdentity';
  return managed ? 'PodIdentity' : 'WorkloadIdentity';
}

function security(
  given: unknown,
  input: Json,
  { authority, audiencePattern }: ClusterDefaults,
): unknown {
  if (isRecord(given) && given.mode === 'Disabled') return given;
  return filled(given, {
    mode: authority && 'Enabled',
    authority,
    audience: pattern(audiencePattern, input),
  });
}

function exposure(
  given: unknown,
  input: Json,
  { hostPattern }: ClusterDefaults,
): unknown {
  if (isRecord(given) && given.type === 'None') return given;
  return filled(given, { host: pattern(hostPattern, input) });
}

function pattern(
  text: string | undefined,
  { cluster, namespace, name }: Json,
): string | undefined {
  if (text === undefined || typeof name !== 'string') return undefined;
  if (typeof namespace !== 'string') return undefined;
  return fillPattern(text, {
    namespace,
    name,
    ...(typeof cluster === 'string' && { cluster }),
  });
}

/** `given` with the fields that it leaves out; what cannot be filled stays as it is, for the parser to judge. */
function filled(given: unknown, suggested: Json): unknown {
  if (given !== undefined && given !== null && !isRecord(given)) return given;
  const result: Json = { ...given };
  for (const [field, value] of Object.entries(suggested)) {
    if (value && isLeftOut(result[field])) result[field] = value;
  }
  return Object.keys(result).length > 0 ? result : given;
}

/** A form sends an empty text for a field that was cleared. */
function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
