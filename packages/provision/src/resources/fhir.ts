import {
  FHIR_API_VERSION,
  FIELD_MANAGERS,
  LABELS,
  specChanges,
  type FhirSpec,
} from '@fhir-on-aks/plugin-fhir-common';
import { ownershipAnnotations } from '../ownership';
import { applyFhir } from '../providers/kubernetes/applyFhir';
import { removeFhir } from '../providers/kubernetes/removeFhir';
import {
  storedSpec,
  type StoredFhir,
} from '../providers/kubernetes/StoredFhir';
import { sparseSpec } from '../sparseSpec';
import { awaitGone } from '../waitUntilGone';
import type { Resource, ResourceContext } from './Resource';

/** The Fhir, from which the operator makes everything else in the cluster. It is recognized by its label. */
export const fhir: Resource<StoredFhir> = {
  id: 'fhir',
  stays: true,
  tags,

  async read({ fhir: stored }) {
    return stored ? [stored] : [];
  },

  plan(context, [stored]) {
    const { name, cluster, namespace } = context.target;
    const where = `${cluster}/${namespace}`;
    const item = requestedFhir(context);
    if (!stored) {
      return [
        { item, action: 'create', sentence: `Apply Fhir ${name} to ${where}` },
      ];
    }
    return [
      isAsRequested(context, stored)
        ? {
            item,
            action: 'keep',
            sentence: `Fhir ${name} is in ${where} already, with these settings`,
          }
        : {
            item,
            action: 'update',
            sentence: `Change Fhir ${name} in ${where}`,
          },
    ];
  },

  // The ids of the identity are known only now.
  ensure: (context, _planned, signal) =>
    applyFhir(context.run, requestedFhir(context), {
      force: context.request?.force,
      signal,
    }),

  remove: ({ run, target }, { metadata }, signal) =>
    removeFhir(run, target, { uid: metadata.uid, signal }),

  waitUntilGone: {
    sentence: 'Wait until its pods and everything else of it is gone',
    wait: ({ run, target, timeoutMs = 0 }, stored) =>
      awaitGone(run, target, stored, timeoutMs),
  },

  texts({ target: { cluster, namespace, name }, fhir: stored, request }) {
    const where = `${cluster}/${namespace}`;
    return {
      subject: `Fhir ${name}`,
      ensured: `Fhir ${name} applied to ${where}`,
      notEnsured: `could not be applied to ${where}`,
      removal: `Delete Fhir ${name} from ${where}`,
      removed: `Fhir ${name} is being deleted from ${where}`,
      notRemoved: 'could not be deleted',
      left:
        stored && request
          ? `Fhir ${name} with the change`
          : `Fhir ${name} in ${where}`,
      listed: true,
    };
  },
};

/** The spec as far as it is known: the ids of an identity appear once it exists. */
export function requestedSpec({
  request,
  identityName: name,
  identities: [existing],
}: ResourceContext): FhirSpec {
  const { spec } = requireRequest(request);
  if (name === undefined) return spec;
  const { type } = spec.identity;
  if (!existing) return { ...spec, identity: { type, name } };
  const { clientId, tenantId, resourceId } = existing;
  return { ...spec, identity: { type, name, clientId, tenantId, resourceId } };
}

/** The Fhir to apply: what a person chose, and nothing else. */
export function requestedFhir(context: ResourceContext): StoredFhir {
  const { name, namespace } = context.target;
  const { ownership } = requireRequest(context.request);
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    metadata: {
      name,
      namespace,
      labels: tags(),
      annotations: ownershipAnnotations(ownership),
    },
    spec: sparseSpec(requestedSpec(context)),
  };
}

/** An identity that was deleted and created again has another client id, which the Fhir must get. */
function isAsRequested(context: ResourceContext, stored: StoredFhir): boolean {
  const before = storedSpec(stored);
  return !!before && specChanges(before, requestedSpec(context)).length === 0;
}

function tags(): Record<string, string> {
  return { [LABELS.managedBy]: FIELD_MANAGERS.provision };
}

function requireRequest(
  request: ResourceContext['request'],
): NonNullable<ResourceContext['request']> {
  if (request) return request;
  throw new Error('a Fhir that is removed has no requested spec');
}
