import parameters from './searchParameters.r4.json';

/** What a search needs of a SearchParameter; the file is cut from the FHIR R4 definitions (CC0). */
export interface SearchParameterDefinition {
  code: string;
  base: string[];
  type: string;
  expression?: string;
  target?: string[];
}

// FHIRPath of @medplum/core knows no abstract types.
const definitions: SearchParameterDefinition[] = parameters.map(one => ({
  ...one,
  expression: one.expression?.replace(/^Resource\./, ''),
}));
/** Stands for the search over all types. */
const everyType = '';
const byType = new Map<string, Map<string, SearchParameterDefinition>>();

/** The parameters of one resource type by code, those of every resource among them; those alone for ''. */
export function searchParametersOf(
  resourceType: string,
): Map<string, SearchParameterDefinition> {
  if (byType.size === 0) index();
  return byType.get(resourceType) ?? new Map();
}

/** Every resource type that can be stored, in alphabetical order. */
export function resourceTypes(): string[] {
  if (byType.size === 0) index();
  return [...byType.keys()].filter(type => type !== everyType);
}

function index(): void {
  const types = new Set(definitions.flatMap(({ base }) => base));
  const abstract = ['Resource', 'DomainResource'];
  for (const type of [...types].sort()) {
    if (abstract.includes(type)) continue;
    const own = definitions
      .filter(({ base }) => base.includes(type) || base.includes('Resource'))
      .map(one => [one.code, one] as const);
    byType.set(type, new Map(own));
  }
  const shared = definitions
    .filter(({ base }) => base.includes('Resource'))
    .map(one => [one.code, one] as const);
  byType.set(everyType, new Map(shared));
}
