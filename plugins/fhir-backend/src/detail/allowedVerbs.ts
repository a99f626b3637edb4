import {
  type ClusterState,
  type InstanceDetail,
  madeByProvisioning,
} from '@fhir-on-aks/plugin-fhir-common';
import { type Answer, refusal, type Verb } from '@fhir-on-aks/plugin-fhir-node';
import type { CachedInstance } from '../fleet/readInstance';

type Allowed = InstanceDetail['allowed'];

/** What the caller can do now; a reason stands beside every refusal, so that no button fails after the click. */
export function allowedVerbs(
  instance: CachedInstance,
  cluster: ClusterState,
  may: Record<Verb, Answer>,
): Allowed {
  const verdict = (verb: keyof Allowed) => {
    const reason =
      forbidden(verb, instance, may) ??
      impossible(verb, instance) ??
      unanswered(cluster);
    return reason ? { allowed: false, reason } : { allowed: true };
  };
  return {
    update: verdict('update'),
    delete: verdict('delete'),
    logs: verdict('logs'),
  };
}

function forbidden(
  verb: keyof Allowed,
  instance: CachedInstance,
  may: Record<Verb, Answer>,
): string | undefined {
  return may[verb].allows(instance) ? undefined : refusal(verb, instance);
}

/** What the state of the Fhir rules out, whoever asks. */
function impossible(
  verb: keyof Allowed,
  { fhir }: CachedInstance,
): string | undefined {
  if (verb === 'logs') return undefined;
  if (fhir.metadata.deletionTimestamp) return 'It is being deleted already.';
  if (!madeByProvisioning(fhir.metadata)) {
    return 'It was not made by provisioning. Use the tool that made it.';
  }
  if (verb === 'delete' && fhir.spec.deletionProtection === 'Enabled') {
    return 'Deletion protection is on. Turn it off with Update first.';
  }
  return undefined;
}

function unanswered({ state, title }: ClusterState): string | undefined {
  return state === 'unreachable'
    ? `Cluster ${title} cannot be reached now. Try again later.`
    : undefined;
}
