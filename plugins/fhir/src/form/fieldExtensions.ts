import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { fhirPlugin } from '../plugin';
import { formFields } from './formFields';

// The form fields for a portal of the legacy frontend system: elements of its ScaffolderFieldExtensions.

/** The name of a new server. */
export const FhirNameFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({ name: 'FhirName', ...formFields.FhirName }),
);

/** Who owns a new server. */
export const FhirOwnerFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirOwner',
    ...formFields.FhirOwner,
  }),
);

/** The FHIR version of a new server. */
export const FhirVersionFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirVersion',
    ...formFields.FhirVersion,
  }),
);

/** The cluster of a new server. */
export const FhirClusterFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirCluster',
    ...formFields.FhirCluster,
  }),
);

/** The namespace of a new server. */
export const FhirNamespaceFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirNamespace',
    ...formFields.FhirNamespace,
  }),
);

/** The host name of a new server. */
export const FhirHostFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({ name: 'FhirHost', ...formFields.FhirHost }),
);

/** Whether a new server asks for a token. */
export const FhirSignInFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirSignIn',
    ...formFields.FhirSignIn,
  }),
);

/** Where a new server keeps its data. */
export const FhirDatabaseFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirDatabase',
    ...formFields.FhirDatabase,
  }),
);

/** A feature of a new server, on or off. */
export const FhirFeatureFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirFeature',
    ...formFields.FhirFeature,
  }),
);

/** What will be made. */
export const FhirReviewFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirReview',
    ...formFields.FhirReview,
  }),
);

/** A server that exists. */
export const FhirInstanceFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirInstance',
    ...formFields.FhirInstance,
  }),
);

/** The name of a server, as a confirmation. */
export const FhirConfirmFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirConfirm',
    ...formFields.FhirConfirm,
  }),
);

/** What changes of a server. */
export const FhirChangesFieldExtension = fhirPlugin.provide(
  createScaffolderFieldExtension({
    name: 'FhirChanges',
    ...formFields.FhirChanges,
  }),
);
