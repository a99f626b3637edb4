import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { FhirChanges } from './existing/FhirChanges';
import { FhirConfirm } from './existing/FhirConfirm';
import { FhirInstance } from './existing/FhirInstance';
import { validateChanges, validateConfirm } from './existing/validateExisting';
import { FhirDatabase } from './features/FhirDatabase';
import { FhirFeature } from './features/FhirFeature';
import { FhirSignIn } from './features/FhirSignIn';
import { validateSpecPart } from './features/validateSpecPart';
import { FhirReview } from './review/FhirReview';
import { FhirName } from './what/FhirName';
import { FhirOwner } from './what/FhirOwner';
import { FhirVersion } from './what/FhirVersion';
import { validateName } from './what/validateName';
import { FhirCluster } from './where/FhirCluster';
import { FhirHost } from './where/FhirHost';
import { FhirNamespace } from './where/FhirNamespace';
import {
  validateCluster,
  validateHost,
  validateNamespace,
} from './where/validatePlace';

/** The fields of the FHIR templates, by the name that a template uses in `ui:field`. */
export const formFields = {
  FhirName: { component: FhirName, validation: validateName },
  FhirOwner: { component: FhirOwner },
  FhirVersion: { component: FhirVersion },
  FhirCluster: { component: FhirCluster, validation: validateCluster },
  FhirNamespace: { component: FhirNamespace, validation: validateNamespace },
  FhirHost: { component: FhirHost, validation: validateHost },
  FhirSignIn: {
    component: FhirSignIn,
    validation: validateSpecPart('security'),
  },
  FhirDatabase: {
    component: FhirDatabase,
    validation: validateSpecPart('database'),
  },
  FhirFeature: { component: FhirFeature, validation: validateSpecPart() },
  FhirReview: { component: FhirReview },
  FhirInstance: { component: FhirInstance },
  FhirConfirm: { component: FhirConfirm, validation: validateConfirm },
  FhirChanges: { component: FhirChanges, validation: validateChanges },
};

/** Name of a field of the FHIR templates. */
export type FormFieldName = keyof typeof formFields;

/** One of them, as the scaffolder takes it. */
export function formField(name: FormFieldName) {
  return createFormField({ name, ...formFields[name] });
}
