import {
  fillPattern,
  requestFromForm,
  withClusterDefaults,
  type ClusterChoice,
  type ClusterDefaults,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FormState } from './formState';

/** Where a server will be. */
export interface Place {
  cluster: ClusterChoice;
  namespace: string;
  /** Whether it is chosen, or the only one there is; else it is what is most likely to be chosen. */
  certain: boolean;
}

/** Only a cluster that answers can be given a server. */
export function isUsable({ state }: ClusterChoice): boolean {
  return state === 'connected';
}

/** The cluster of the form, else the only one that can be chosen. */
export function clusterOf(
  form: Pick<FormState, 'cluster'>,
  clusters: ClusterChoice[],
): ClusterChoice | undefined {
  if (form.cluster) return clusters.find(({ name }) => name === form.cluster);
  const usable = clusters.filter(isUsable);
  return usable.length === 1 ? usable[0] : undefined;
}

/** Where the server will be as far as the form says it yet; a name is checked there before a place is chosen. */
export function likelyPlace(
  form: FormState,
  clusters: ClusterChoice[],
): Place | undefined {
  const sure = clusterOf(form, clusters);
  const cluster = sure ?? clusters.find(isUsable);
  if (!cluster) return undefined;
  const offered = cluster.namespaces;
  const chosen = offered.find(candidate => candidate === form.namespace);
  const namespace = chosen ?? offered[0];
  if (!namespace) return undefined;
  const only = offered.length === 1;
  return { cluster, namespace, certain: !!sure && (!!chosen || only) };
}

/** What a cluster suggests, as `withClusterDefaults` takes it. */
export function defaultsOf(cluster: ClusterChoice): ClusterDefaults {
  return { hostPattern: cluster.hostPattern, ...cluster.defaults };
}

/** What is used where the form leaves something out. */
export interface Suggestions {
  host?: string;
  databaseServer?: string;
  authority?: string;
  audience?: string;
}

/** What the cluster of the form suggests to a server of its name. */
export function suggestionsFor(
  { cluster, namespace, name }: FormState,
  choice: ClusterChoice | undefined,
): Suggestions {
  if (!choice) return {};
  const empty = requestFromForm({
    cluster: cluster ?? choice.name,
    namespace,
    name,
  });
  const { spec } = Object(withClusterDefaults(empty, defaultsOf(choice)));
  return {
    host: Object(spec.exposure).host,
    databaseServer: Object(spec.database).server,
    authority: Object(spec.security).authority,
    audience: Object(spec.security).audience,
  };
}

/** A name for the database that no other server of the cluster is suggested. */
export function suggestedDatabase({
  namespace,
  name,
}: FormState): string | undefined {
  return namespace && name ? `${namespace}-${name}` : undefined;
}

/** Where a host name is reached on a cluster. */
export function urlOf(cluster: ClusterChoice, host: string): string {
  return fillPattern(cluster.urlPattern, { host });
}
