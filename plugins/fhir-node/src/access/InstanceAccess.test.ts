import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { InstanceAccess } from './InstanceAccess';
import { createFhirConditionalDecision, fhirConditions } from './rules';
import { fhirInstanceUpdatePermission } from '@fhir-on-aks/plugin-fhir-common';

const cardio = {
  id: 'aks-weu/cardiology/cardio',
  cluster: 'aks-weu',
  namespace: 'cardiology',
  owner: 'group:default/cardiology',
};
const only = (
  condition: Parameters<typeof createFhirConditionalDecision>[1],
): PolicyDecision =>
  createFhirConditionalDecision(fhirInstanceUpdatePermission, condition);

function accessThatAnswers(decision: PolicyDecision): InstanceAccess {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async () => [decision],
  });
  return new InstanceAccess({ permissions });
}

describe('InstanceAccess decides by the rules of this package', () => {
  it.each<[string, PolicyDecision, boolean]>([
    ['allowed outright: may', { result: AuthorizeResult.ALLOW }, true],
    ['denied outright: may not', { result: AuthorizeResult.DENY }, false],
    [
      'its owner: may',
      only(fhirConditions.isOwner({ claims: ['group:default/Cardiology'] })),
      true,
    ],
    [
      'the owner of another one: may not',
      only(fhirConditions.isOwner({ claims: ['group:default/radiology'] })),
      false,
    ],
    [
      'its namespace in any of two clusters: may',
      only({
        allOf: [
          fhirConditions.inNamespace({ namespaces: ['cardiology'] }),
          fhirConditions.inCluster({ clusters: ['aks-neu', 'aks-weu'] }),
        ],
      }),
      true,
    ],
    [
      'everything but its namespace: may not',
      only({ not: fhirConditions.inNamespace({ namespaces: ['cardiology'] }) }),
      false,
    ],
  ])('%s', async (_case, decision, allowed) => {
    const access = accessThatAnswers(decision);
    const { update } = await access.decide(['update'], mockCredentials.user());
    expect(update.allows(cardio)).toBe(allowed);
  });

  it('refuses with a sentence that says whom to ask', async () => {
    const access = accessThatAnswers({ result: AuthorizeResult.DENY });
    await expect(
      access.require('update', cardio, mockCredentials.user()),
    ).rejects.toThrow(
      'You may not change FHIR server aks-weu/cardiology/cardio. Ask its owner group:default/cardiology or the platform team for the permission fhir.instance.update.',
    );
  });

  it('names a rule that FHIR servers do not have', async () => {
    const access = accessThatAnswers({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'fhir',
      resourceType: 'fhir-instance',
      conditions: { rule: 'IS_BLUE', resourceType: 'fhir-instance' },
    });
    await expect(
      access.require('update', cardio, mockCredentials.user()),
    ).rejects.toThrow('by the rule IS_BLUE, which FHIR servers do not have');
  });
});
