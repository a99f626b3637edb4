import { parseFhirPath } from '@medplum/core';
import { listAt, valueAt } from '@fhir-on-aks/sandbox-kubernetes';
import { FhirModel, fhirVersions, type FhirVersion } from './fhirModel';
import { TestServer } from './__testUtils__/TestServer';

const versions = Object.keys(fhirVersions).filter(
  (version): version is FhirVersion => version in fhirVersions,
);

/** http://hl7.org/fhir/<version>/resourcelist.html */
const counts: Record<FhirVersion, number> = {
  Stu3: 117,
  R4: 146,
  R4B: 141,
  R5: 158,
};

it.each(versions)('the resource types of %s are complete', version => {
  const { resourceTypes } = FhirModel.of(version);
  expect(new Set(resourceTypes).size).toBe(counts[version]);
  expect(resourceTypes).toEqual(
    expect.arrayContaining(['Binary', 'Bundle', 'Parameters', 'Patient']),
  );
});

it.each<[string, FhirVersion[]]>([
  ['BodySite', ['Stu3']],
  ['ProcedureRequest', ['Stu3']],
  ['ServiceRequest', ['R4', 'R4B', 'R5']],
  ['MedicinalProduct', ['R4']],
  ['Citation', ['R4B', 'R5']],
  ['NutritionIntake', ['R5']],
  ['Media', ['Stu3', 'R4', 'R4B']],
])('%s is served by the versions that have it', async (type, expected) => {
  const served: FhirVersion[] = [];
  for (const version of versions) {
    const server = await TestServer.start({ version });
    const body = { resourceType: type };
    const { status } = await server.ask('POST', `/${type}`, { body });
    expect([201, 404]).toContain(status);
    if (status === 201) served.push(version);
    const { json } = await server.ask('GET', '/metadata');
    const [rest] = listAt(json, 'rest');
    const named = listAt(rest, 'resource').map(one => valueAt(one, 'type'));
    expect(named.includes(type)).toBe(status === 201);
  }
  expect(served).toEqual(expected);
});

it.each<[string, string, FhirVersion[]]>([
  ['Patient', 'animal-species', ['Stu3']],
  ['Encounter', 'date-start', ['R5']],
  ['Patient', 'family', ['Stu3', 'R4', 'R4B', 'R5']],
])(
  '%s?%s is a parameter of the versions that have it',
  (type, code, expected) => {
    expect(
      versions.filter(version =>
        FhirModel.of(version).searchParametersOf(type).has(code),
      ),
    ).toEqual(expected);
  },
);

it.each(versions)('every expression of %s can be parsed', version => {
  const model = FhirModel.of(version);
  for (const type of model.resourceTypes) {
    for (const { expression } of model.searchParametersOf(type).values()) {
      expect(() => parseFhirPath(expression)).not.toThrow();
    }
  }
});
