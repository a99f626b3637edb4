import { FhirSpec } from './fhirSpec';
import { isRecord } from './isRecord';

/**
 * A spec that is not valid, as far as it can be understood: valid fields with their defaults, the others as they are
 * written where their shape allows. For showing only, never for making objects from it.
 */
export function understoodSpec(spec: unknown): FhirSpec {
  const given = isRecord(spec) ? spec : {};
  const nothing = nothingSaid();
  const understood = Object.entries(FhirSpec.shape).map(([key, schema]) => {
    const parsed = schema.safeParse(given[key]);
    const shape: unknown = Reflect.get(nothing, key);
    return [key, parsed.success ? parsed.data : filled(shape, given[key])];
  });
  return { ...nothing, ...Object.fromEntries(understood) };
}

/** Stands where a spec says nothing; only its shape matters. */
function nothingSaid(): FhirSpec {
  return FhirSpec.parse({
    fhirVersion: 'R4',
    identity: { type: 'None' },
    database: {
      server: 'unknown',
      name: 'unknown',
      authentication: 'Secret',
      connectionStringSecret: { name: 'unknown', key: 'unknown' },
    },
    security: { mode: 'Disabled' },
    exposure: { type: 'None' },
  });
}

/** `written` where it has the shape of `shape`, and `shape` where it has not. */
function filled(shape: unknown, written: unknown): unknown {
  if (!isRecord(shape) || !isRecord(written)) {
    return typeof written === typeof shape &&
      isRecord(written) === isRecord(shape)
      ? written
      : shape;
  }
  const keys = new Set([...Object.keys(shape), ...Object.keys(written)]);
  return Object.fromEntries(
    [...keys].map(key => [
      key,
      key in shape ? filled(shape[key], written[key]) : written[key],
    ]),
  );
}
