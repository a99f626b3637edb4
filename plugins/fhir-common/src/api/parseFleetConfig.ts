import { fieldIssues, unknownFields } from './fieldIssues';
import { FleetConfig } from './fleetConfig';
import { InvalidConfigError, type FieldIssue } from './InvalidInputError';

/** The `fhir` section of a configuration, with its defaults. Throws `InvalidConfigError` with every issue at once. */
export function parseFleetConfig(json: unknown): FleetConfig {
  const input = json ?? {};
  const unknown = unknownFields(FleetConfig, input, ['fhir']);
  const parsed = FleetConfig.safeParse(input);
  if (!parsed.success || unknown.length > 0) {
    const invalid = parsed.success
      ? []
      : fieldIssues(parsed.error, FleetConfig, input, ['fhir']);
    throw new InvalidConfigError('The configuration', [...invalid, ...unknown]);
  }
  const repeated = repeatedNames(parsed.data);
  if (repeated.length > 0) {
    throw new InvalidConfigError('The configuration', repeated);
  }
  return parsed.data;
}

function repeatedNames({ clusters }: FleetConfig): FieldIssue[] {
  return clusters.flatMap(({ name }, index) => {
    const first = clusters.findIndex(cluster => cluster.name === name);
    return first === index
      ? []
      : [
          {
            field: `fhir.clusters[${index}].name`,
            value: JSON.stringify(name),
            message: `is already the name of fhir.clusters[${first}]`,
            remedy: 'give every cluster a name of its own',
          },
        ];
  });
}
