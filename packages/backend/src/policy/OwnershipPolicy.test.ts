import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  fhirInstanceCreatePermission,
  fhirInstanceDeletePermission,
  fhirInstanceReadPermission,
  fhirInstanceUpdatePermission,
  fhirLogsReadPermission,
} from '@fhir-on-aks/plugin-fhir-common';
import { OwnershipPolicy } from './OwnershipPolicy';

const JANE = ['user:default/jane', 'group:default/cardiology'];
const PLATFORM = ['user:default/joe', 'group:default/platform'];
const elsewhere = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
});

function decide(permission: Permission, ownershipEntityRefs?: string[]) {
  const userInfo = mockServices.userInfo.mock();
  userInfo.getUserInfo.mockResolvedValue({
    userEntityRef: 'user:default/jane',
    ownershipEntityRefs: ownershipEntityRefs ?? [],
  });
  const policy = new OwnershipPolicy({
    userInfo,
    platformTeams: ['group:default/platform'],
  });
  const info = { userEntityRef: '', ownershipEntityRefs: [] };
  return policy.handle(
    { permission },
    ownershipEntityRefs && { credentials: mockCredentials.user(), info },
  );
}

describe('OwnershipPolicy', () => {
  it.each([
    ['see a server', fhirInstanceReadPermission],
    ['make a server', fhirInstanceCreatePermission],
    ['do what is not of this product', elsewhere],
  ])('anybody may %s', async (_, permission) => {
    expect(await decide(permission, JANE)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(await decide(permission)).toEqual({ result: AuthorizeResult.ALLOW });
  });

  it.each([
    ['change a server', fhirInstanceUpdatePermission],
    ['deprovision a server', fhirInstanceDeletePermission],
    ['read the logs of a server', fhirLogsReadPermission],
  ])('only its owner and the platform team may %s', async (_, permission) => {
    expect(await decide(permission, JANE)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'fhir',
      resourceType: 'fhir-instance',
      conditions: {
        rule: 'IS_OWNER',
        resourceType: 'fhir-instance',
        params: { claims: JANE },
      },
    });
    expect(await decide(permission, PLATFORM)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(await decide(permission)).toEqual({ result: AuthorizeResult.DENY });
  });
});
