import { Environment } from '@marcbachmann/cel-js';
import { deletionProtection, DELETABLE_RULE } from './deletionProtection';

const environment = new Environment().registerVariable('oldObject', 'dyn');

describe('deletionProtection', () => {
  it.each([
    ['Enabled', false],
    ['Disabled', true],
    [undefined, true],
  ])('%s: may be deleted: %s', (mode, allowed) => {
    const spec = mode ? { deletionProtection: mode } : {};
    expect(environment.evaluate(DELETABLE_RULE, { oldObject: { spec } })).toBe(
      allowed,
    );
  });

  it('is bound, and denies', () => {
    const [policy, binding] = deletionProtection();
    expect(policy).toMatchObject({
      metadata: { name: 'fhir-deletion-protection' },
      spec: {
        matchConstraints: { resourceRules: [{ operations: ['DELETE'] }] },
      },
    });
    expect(binding).toMatchObject({
      spec: {
        policyName: 'fhir-deletion-protection',
        validationActions: ['Deny'],
      },
    });
  });
});
