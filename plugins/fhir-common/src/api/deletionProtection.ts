import { FHIR_GROUP, FHIR_RESOURCE } from './fhir';

const NAME = 'fhir-deletion-protection';

/** Which Fhirs may be deleted, as CEL over the object that shall go. */
export const DELETABLE_RULE =
  "!has(oldObject.spec.deletionProtection) || oldObject.spec.deletionProtection != 'Enabled'";

/**
 * Whose deletions are held, as CEL over the request: a namespace that is being deleted takes its Fhirs along, because
 * refused half way it would hang for ever.
 */
export const HELD_RULE =
  "request.userInfo.username != 'system:serviceaccount:kube-system:namespace-controller'";

/**
 * The admission policy that enforces `spec.deletionProtection` and its binding, for `kubectl delete` and all that do not
 * go through the provision library: a rule of the definition itself cannot see a deletion.
 */
export function deletionProtection(): object[] {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: NAME },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [FHIR_GROUP],
              apiVersions: ['*'],
              operations: ['DELETE'],
              resources: [FHIR_RESOURCE.plural],
            },
          ],
        },
        matchConditions: [
          { name: 'not-with-its-namespace', expression: HELD_RULE },
        ],
        validations: [
          {
            expression: DELETABLE_RULE,
            message:
              'deletion protection is on: set spec.deletionProtection to Disabled with an update, then delete again',
            reason: 'Forbidden',
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: NAME },
      spec: { policyName: NAME, validationActions: ['Deny'] },
    },
  ];
}
