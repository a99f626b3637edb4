import { Environment } from '@marcbachmann/cel-js';
import {
  deletionProtection,
  DELETABLE_RULE,
  HELD_RULE,
} from './deletionProtection';

const environment = new Environment()
  .registerVariable('oldObject', 'dyn')
  .registerVariable('request', 'dyn');

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

  it.each([
    ['a person', 'jane@example.org', true],
    [
      'the namespace that goes',
      'system:serviceaccount:kube-system:namespace-controller',
      false,
    ],
  ])('holds what %s deletes: %s %s', (_, username, held) => {
    const request = { userInfo: { username } };
    expect(environment.evaluate(HELD_RULE, { request })).toBe(held);
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
