import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  fhirInstanceCreatePermission,
  fhirInstanceDeletePermission,
  fhirInstanceReadPermission,
  fhirInstanceUpdatePermission,
  fhirLogsReadPermission,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  type FhirInstanceResource,
  fhirInstanceResourceRef,
} from './fhirInstanceResource';
import { shippedRuleset } from './rules';

const permissionsByVerb = {
  read: fhirInstanceReadPermission,
  update: fhirInstanceUpdatePermission,
  delete: fhirInstanceDeletePermission,
  logs: fhirLogsReadPermission,
} as const;

/**
 * What can be done with an instance.
 *
 * @public
 */
export type Verb = keyof typeof permissionsByVerb;

/**
 * What the policy says of one verb: `never` is a refusal whatever the instance.
 *
 * @public
 */
export interface Answer {
  never: boolean;
  allows(instance: FhirInstanceResource): boolean;
}

/**
 * The instance as access is decided, with the id that a refusal names.
 *
 * @public
 */
export type GuardedInstance = FhirInstanceResource & { id: string };

const refusedVerbs: Record<Verb, string> = {
  read: 'see',
  update: 'change',
  delete: 'deprovision',
  logs: 'read the logs of',
};

/**
 * Who may do what with which instance; one question to the permission service per request.
 *
 * @public
 */
export class InstanceAccess {
  readonly #permissions: PermissionsService;
  readonly #applies: ReturnType<
    typeof createConditionAuthorizer<FhirInstanceResource>
  >;

  constructor(options: {
    permissions: PermissionsService;
    /** Of the plugin fhir: it also knows the rules that others add. Left out: the rules of this package. */
    permissionsRegistry?: Pick<
      PermissionsRegistryService,
      'getPermissionRuleset'
    >;
  }) {
    this.#permissions = options.permissions;
    this.#applies = createConditionAuthorizer(
      options.permissionsRegistry?.getPermissionRuleset(
        fhirInstanceResourceRef,
      ) ?? shippedRuleset,
    );
  }

  /** Asks once for all verbs; the answers then decide any number of instances. */
  async decide<V extends Verb>(
    verbs: readonly V[],
    credentials: BackstageCredentials,
  ): Promise<Record<V, Answer>> {
    const decisions = await this.#permissions.authorizeConditional(
      verbs.map(verb => ({ permission: permissionsByVerb[verb] })),
      { credentials },
    );
    const answers = verbs.map((verb, index) => [
      verb,
      this.#answer(decisions[index] ?? { result: AuthorizeResult.DENY }),
    ]);
    return Object.fromEntries(answers);
  }

  /** Throws a 403 that says who can help. */
  async require(
    verb: Verb,
    instance: GuardedInstance,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const may = await this.decide([verb], credentials);
    this.check(verb, may[verb], instance);
  }

  /** The same for an answer that is there already. */
  check(verb: Verb, answer: Answer, instance: GuardedInstance): void {
    if (!answer.allows(instance)) {
      throw new NotAllowedError(refusal(verb, instance));
    }
  }

  #answer(decision: PolicyDecision): Answer {
    return {
      never: decision.result === AuthorizeResult.DENY,
      allows: instance => this.#applies(decision, instance),
    };
  }

  /** Throws a 403 unless the caller may provision. */
  async requireCreate(credentials: BackstageCredentials): Promise<void> {
    const [decision] = await this.#permissions.authorize(
      [{ permission: fhirInstanceCreatePermission }],
      { credentials },
    );
    if (decision?.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        'You may not provision FHIR servers. Ask the platform team for the permission fhir.instance.create.',
      );
    }
  }
}

/** Why not, and who to ask; the same sentence in a 403 and beside a disabled button. */
export function refusal(verb: Verb, { id, owner }: GuardedInstance): string {
  const whom = owner
    ? `its owner ${owner} or the platform team`
    : 'the platform team';
  return `You may not ${refusedVerbs[verb]} FHIR server ${id}. Ask ${whom} for the permission ${permissionsByVerb[verb].name}.`;
}

/** The same when the refusal does not depend on the instance. */
export function refusedOutright(verb: Verb): string {
  return `You may not ${refusedVerbs[verb]} any FHIR server. Ask the platform team for the permission ${permissionsByVerb[verb].name}.`;
}
