import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  FHIR_INSTANCE_RESOURCE_TYPE,
  fhirInstanceReadPermission,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  createFhirConditionalDecision,
  fhirConditions,
} from '@fhir-on-aks/plugin-fhir-node';

/**
 * Everybody sees every FHIR server and makes new ones. Changing one, removing it and reading its logs is for its owner
 * and for the teams that run the platform. Everything else of the portal is allowed.
 */
export class OwnershipPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #platformTeams: ReadonlySet<string>;

  constructor(options: { userInfo: UserInfoService; platformTeams: string[] }) {
    this.#userInfo = options.userInfo;
    this.#platformTeams = new Set(options.platformTeams);
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const ofOwner =
      isResourcePermission(permission, FHIR_INSTANCE_RESOURCE_TYPE) &&
      permission.name !== fhirInstanceReadPermission.name;
    if (!ofOwner) return { result: AuthorizeResult.ALLOW };
    if (!user) return { result: AuthorizeResult.DENY };
    const { ownershipEntityRefs: claims } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    return claims.some(claim => this.#platformTeams.has(claim))
      ? { result: AuthorizeResult.ALLOW }
      : createFhirConditionalDecision(
          permission,
          fhirConditions.isOwner({ claims }),
        );
  }
}
