import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { specInput } from '../testing/fhirWith';
import { describeIssue, InvalidInputError } from './InvalidInputError';
import { jsonSchemaOf } from './jsonSchema';
import { FhirSpec } from './fhirSpec';
import { validateFhirSpec } from './parseFhir';
import { parseProvisionRequest } from './parseRequest';

// Whatever somebody sends is either refused with a field named, or becomes something that parses to itself.

const fields = Object.keys(jsonSchemaOf(FhirSpec).properties ?? {});
const json = fc.jsonValue({ maxDepth: 4 });

/** A valid spec in which one field, or one field of a field, is something else. */
const nearlyValid = fc
  .tuple(
    fc.constantFrom(...fields),
    fc.option(fc.string({ maxLength: 12 })),
    json,
  )
  .map(([field, inner, value]) => ({
    ...specInput,
    [field]:
      inner === null
        ? value
        : { ...Object(Reflect.get(specInput, field)), [inner]: value },
  }));

/** A spec that uses the words of the definition in places where they do not belong. */
const confused = fc.dictionary(
  fc.constantFrom(...fields),
  fc.oneof(
    fc.constantFrom<unknown>('Enabled', 'R4', 'None', 0, -1, 1e9, [], {}, null),
    fc.dictionary(
      fc.constantFrom('mode', 'type', 'name', 'server', 'origins', '__proto__'),
      fc.oneof(fc.constant<unknown>('Enabled'), json),
    ),
  ),
);

describe('a hostile spec', () => {
  it.each([
    ['of any shape', json],
    ['that is nearly right', nearlyValid],
    ['that confuses its fields', confused],
  ])('%s is refused by name or parses to itself', (_, specs) => {
    fc.assert(
      fc.property(specs, spec => {
        expect(complaintsAbout(spec)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('never comes out of a request as anything but an error with issues', () => {
    const target = { cluster: 'c', namespace: 'n', name: 'cardio' };
    fc.assert(
      fc.property(fc.oneof(json, nearlyValid), spec => {
        expect(outcomeOf({ ...target, spec })).toMatch(/^(request|refusal)$/);
      }),
      { numRuns: 200 },
    );
  });

  it('does not reach the prototype of objects', () => {
    const spec: unknown = JSON.parse(
      `{"__proto__":{"polluted":true},"settings":{"__proto__":"x"},"fhirVersion":"R4"}`,
    );
    validateFhirSpec(spec);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

/** What is wrong with the answer about a spec; nothing ever should be. */
function complaintsAbout(spec: unknown): string[] {
  const result = validateFhirSpec(spec);
  if ('spec' in result) {
    const again = validateFhirSpec(JSON.parse(JSON.stringify(result.spec)));
    return 'spec' in again && isDeepStrictEqual(again.spec, result.spec)
      ? []
      : ['does not parse to itself'];
  }
  if (result.issues.length === 0) return ['is refused without a reason'];
  return result.issues
    .filter(
      ({ field, value, remedy }) =>
        !/^spec/.test(field) || remedy === '' || value.length > 100,
    )
    .concat(
      result.issues.filter(issue =>
        /undefined|\[object Object\]/.test(describeIssue(issue)),
      ),
    )
    .map(describeIssue);
}

function outcomeOf(input: unknown): string {
  try {
    parseProvisionRequest(input);
    return 'request';
  } catch (error) {
    return error instanceof InvalidInputError ? 'refusal' : String(error);
  }
}
