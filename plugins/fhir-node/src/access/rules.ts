import { NotFoundError } from '@backstage/errors';
import {
  createConditionExports,
  createPermissionRule,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import {
  type FhirInstanceResource,
  fhirInstanceResourceRef,
} from './fhirInstanceResource';

const lower = (refs: string[]) => refs.map(ref => ref.toLowerCase());

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow FHIR servers that one of the given entities owns',
  resourceRef: fhirInstanceResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe(
        'Entity refs; for what the caller owns: the ownership entity refs of the caller',
      ),
  }),
  apply: ({ owner }, { claims }) =>
    owner !== undefined && lower(claims).includes(owner.toLowerCase()),
  toQuery: ({ claims }) => ({ property: 'owner', values: lower(claims) }),
});

const inNamespace = createPermissionRule({
  name: 'IN_NAMESPACE',
  description: 'Allow FHIR servers in one of the given Kubernetes namespaces',
  resourceRef: fhirInstanceResourceRef,
  paramsSchema: z.object({
    namespaces: z.array(z.string()).describe('Kubernetes namespaces'),
  }),
  apply: ({ namespace }, { namespaces }) => namespaces.includes(namespace),
  toQuery: ({ namespaces }) => ({ property: 'namespace', values: namespaces }),
});

const inCluster = createPermissionRule({
  name: 'IN_CLUSTER',
  description: 'Allow FHIR servers in one of the given clusters',
  resourceRef: fhirInstanceResourceRef,
  paramsSchema: z.object({
    clusters: z
      .array(z.string())
      .describe('Clusters as named in fhir.clusters'),
  }),
  apply: ({ cluster }, { clusters }) => clusters.includes(cluster),
  toQuery: ({ clusters }) => ({ property: 'cluster', values: clusters }),
});

/**
 * The rules of the resource type `fhir-instance`.
 *
 * @public
 */
export const fhirInstanceRules = { isOwner, inNamespace, inCluster };

/** The rules of this package, for plugins that cannot ask the registry of the plugin fhir. */
export const shippedRuleset: PermissionRuleset<FhirInstanceResource> = {
  getRuleByName: name => {
    const rule = Object.values(fhirInstanceRules).find(
      candidate => candidate.name === name,
    );
    if (rule) return rule;
    throw new NotFoundError(
      `The permission policy decides by the rule ${name}, which FHIR servers do not have. Use IS_OWNER, IN_NAMESPACE or IN_CLUSTER.`,
    );
  },
};

const exported = createConditionExports({
  resourceRef: fhirInstanceResourceRef,
  rules: fhirInstanceRules,
});

/**
 * Conditions for permission policies: `isOwner`, `inNamespace`, `inCluster`.
 *
 * @public
 */
export const fhirConditions = exported.conditions;

/**
 * Makes the conditional decision of a permission policy from `fhirConditions`.
 *
 * @public
 */
export const createFhirConditionalDecision = exported.createConditionalDecision;
