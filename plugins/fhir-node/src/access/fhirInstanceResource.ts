import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { FHIR_INSTANCE_RESOURCE_TYPE } from '@fhir-on-aks/plugin-fhir-common';

/**
 * What rules decide on. The resource ref of an instance is its id, `<cluster>/<namespace>/<name>`.
 *
 * @public
 */
export interface FhirInstanceResource {
  cluster: string;
  namespace: string;
  /** Full entity ref of the owner, when the Fhir names one. */
  owner?: string;
}

/**
 * A rule as a filter: the property must have one of the values.
 *
 * @public
 */
export interface FhirInstanceFilter {
  property: keyof FhirInstanceResource;
  values: string[];
}

/**
 * Names the resource type in permission policies.
 *
 * @public
 */
export const fhirInstanceResourceRef = createPermissionResourceRef<
  FhirInstanceResource,
  FhirInstanceFilter
>().with({ pluginId: 'fhir', resourceType: FHIR_INSTANCE_RESOURCE_TYPE });
