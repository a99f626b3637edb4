import {
  ANNOTATIONS,
  type InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Answer, Verb } from '@fhir-on-aks/plugin-fhir-node';
import type { Located } from '../fleet/FleetCache';
import { redactSpec } from '../redact';
import { allowedVerbs } from './allowedVerbs';
import { childTree } from './childTree';
import { groupEvents } from './groupEvents';
import { settingFacts } from './settingFacts';

/** Everything that the page of an instance shows, from memory. `may` holds what the policy says to the caller. */
export function instanceDetail(
  { cache, instance }: Located,
  may: Record<Verb, Answer>,
): InstanceDetail {
  const { fhir, children, events } = cache.snapshot(instance);
  const clusterState = cache.state();
  const description = fhir.metadata.annotations[ANNOTATIONS.description];
  return {
    ...instance.summary,
    clusterState,
    spec: redactSpec(fhir.spec),
    ...(fhir.status ? { status: fhir.status } : {}),
    conditions: fhir.status?.conditions ?? [],
    ...(description ? { description } : {}),
    facts: settingFacts(fhir.spec),
    children: childTree(fhir.metadata.uid, children, events),
    events: groupEvents(events),
    allowed: allowedVerbs(instance, clusterState, may),
  };
}
