import {
  type ClusterState,
  type Fhir,
  type FhirTarget,
  fillPattern,
  type FleetCluster,
  type NameAvailability,
  ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';

interface Question {
  target: FhirTarget;
  /** The host name that is wanted; left out: the one that the cluster's pattern makes. */
  host?: string;
  cluster: FleetCluster;
  state: ClusterState;
  /** All Fhirs of the cluster. */
  fhirs: Fhir[];
}

/** Whether a form may use a name, and if not, why and what to do. Says that a name is taken, never by whose server. */
export function nameAvailability(question: Question): NameAvailability {
  const message =
    malformed(question) ?? takenName(question) ?? takenHost(question);
  if (message) return { available: false, message };
  if (question.state.state === 'connected') return { available: true };
  const { title, asOf } = question.state;
  return {
    available: true,
    message: asOf
      ? `Cluster ${title} does not answer now; the name was free at ${asOf}.`
      : `Cluster ${title} does not answer now, so nobody knows yet whether the name is free.`,
  };
}

function malformed({ target }: Question): string | undefined {
  const { shape } = ProvisionTarget;
  if (!shape.namespace.safeParse(target.namespace).success) {
    return `'${target.namespace}' cannot be a namespace: use lower case letters, digits and dashes, at most 63.`;
  }
  if (!shape.name.safeParse(target.name).success) {
    return `'${target.name}' cannot be a name: use lower case letters, digits and dashes, at most 40, starting with a letter and not ending with a dash. For example cardio.`;
  }
  return undefined;
}

function takenName({ target, fhirs, cluster }: Question): string | undefined {
  const taken = fhirs.find(
    ({ metadata }) =>
      metadata.namespace === target.namespace && metadata.name === target.name,
  );
  if (!taken) return undefined;
  const place = `namespace ${target.namespace} of cluster ${cluster.title ?? cluster.name}`;
  return taken.metadata.deletionTimestamp
    ? `A FHIR server named ${target.name} is being deleted in ${place}. Wait until it is gone, or choose another name.`
    : `A FHIR server named ${target.name} exists already in ${place}. Choose another name.`;
}

function takenHost({
  target,
  host: wanted,
  fhirs,
  cluster,
}: Question): string | undefined {
  const host = (
    wanted ?? fillPattern(cluster.hostPattern, target)
  ).toLowerCase();
  const taken = fhirs.some(
    ({ metadata, spec }) =>
      spec.exposure?.host?.toLowerCase() === host &&
      !(
        metadata.namespace === target.namespace && metadata.name === target.name
      ),
  );
  return taken
    ? `The host name ${host} belongs to another FHIR server of this cluster. Choose another name or host name.`
    : undefined;
}
