import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of the permissions that are decided per instance. */
export const FHIR_INSTANCE_RESOURCE_TYPE = 'fhir-instance';

/** May provision a FHIR server. */
export const fhirInstanceCreatePermission = createPermission({
  name: 'fhir.instance.create',
  attributes: { action: 'create' },
});

/** May see a FHIR server. */
export const fhirInstanceReadPermission = createPermission({
  name: 'fhir.instance.read',
  attributes: { action: 'read' },
  resourceType: FHIR_INSTANCE_RESOURCE_TYPE,
});

/** May change a FHIR server. */
export const fhirInstanceUpdatePermission = createPermission({
  name: 'fhir.instance.update',
  attributes: { action: 'update' },
  resourceType: FHIR_INSTANCE_RESOURCE_TYPE,
});

/** May deprovision a FHIR server. */
export const fhirInstanceDeletePermission = createPermission({
  name: 'fhir.instance.delete',
  attributes: { action: 'delete' },
  resourceType: FHIR_INSTANCE_RESOURCE_TYPE,
});

/** May read the logs of a FHIR server's pods. */
export const fhirLogsReadPermission = createPermission({
  name: 'fhir.logs.read',
  attributes: { action: 'read' },
  resourceType: FHIR_INSTANCE_RESOURCE_TYPE,
});

/** All permissions of the plugin. */
export const fhirPermissions = [
  fhirInstanceCreatePermission,
  fhirInstanceReadPermission,
  fhirInstanceUpdatePermission,
  fhirInstanceDeletePermission,
  fhirLogsReadPermission,
];
