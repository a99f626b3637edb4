import r4 from './definitions/R4.json';
import r4b from './definitions/R4B.json';
import r5 from './definitions/R5.json';
import stu3 from './definitions/Stu3.json';

/** The versions of FHIR that upstream publishes an image for. */
export type FhirVersion = 'Stu3' | 'R4' | 'R4B' | 'R5';

/** Version strings of the specification. */
export const fhirVersions: Record<FhirVersion, string> = {
  Stu3: '3.0.2',
  R4: '4.0.1',
  R4B: '4.3.0',
  R5: '5.0.0',
};

/** What a search needs of a SearchParameter. */
export interface SearchParameterDefinition {
  code: string;
  base: string[];
  type: string;
  expression: string;
  target?: string[];
}

interface Definitions {
  resourceTypes: string[];
  searchParameters: SearchParameterDefinition[];
}

const definitionsOf: Record<FhirVersion, Definitions> = {
  Stu3: stu3,
  R4: r4,
  R4B: r4b,
  R5: r5,
};

/** The resource types and search parameters of one FHIR version. */
export class FhirModel {
  private static readonly models = new Map<FhirVersion, FhirModel>();
  /** In alphabetical order. */
  readonly resourceTypes: string[];
  private readonly byType: Map<string, Map<string, SearchParameterDefinition>>;

  private constructor({ resourceTypes, searchParameters }: Definitions) {
    this.resourceTypes = resourceTypes;
    this.byType = new Map(
      ['Resource', ...resourceTypes].map(type => [type, new Map()]),
    );
    for (const one of searchParameters) {
      const bases = one.base.includes('Resource')
        ? [...this.byType.keys()]
        : one.base;
      // FHIRPath of @medplum/core does not know abstract types.
      const expression = one.expression.replace(/^Resource\./, '');
      const definition = { ...one, expression };
      for (const base of bases)
        this.byType.get(base)?.set(one.code, definition);
    }
  }

  static of(version: FhirVersion): FhirModel {
    const found = this.models.get(version);
    if (found) return found;
    const model = new FhirModel(definitionsOf[version]);
    this.models.set(version, model);
    return model;
  }

  has(resourceType: string): boolean {
    return resourceType !== 'Resource' && this.byType.has(resourceType);
  }

  /** Parameters by code, including those of every resource; only those for `Resource`. */
  searchParametersOf(
    resourceType: string,
  ): ReadonlyMap<string, SearchParameterDefinition> {
    return this.byType.get(resourceType) ?? new Map();
  }
}
