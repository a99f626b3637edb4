import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  specProblems,
  type Fhir,
  type FhirSnapshot,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ClusterView } from '@fhir-on-aks/fhir-view';
import { readFhir } from '@fhir-on-aks/fhir-view';
import type { OperatorConfig } from '../config/operatorConfig';
import type { ServerChecks } from '../server/ServerChecks';
import { canAsk } from '../server/serverTarget';
import { hostHolder, type Claim } from './hostHolder';

/** What reading needs: everything comes from memory. */
export interface ReadDependencies {
  view: Pick<
    ClusterView,
    'snapshot' | 'children' | 'claimants' | 'missingApis'
  >;
  checks: Pick<ServerChecks, 'reading'>;
  config: Pick<OperatorConfig, 'probe' | 'settings'>;
}

/** All that decides about a Fhir, as it is now. */
export function readSnapshot(
  object: KubernetesObject,
  { view, checks, config }: ReadDependencies,
): FhirSnapshot {
  const snapshot = view.snapshot(object);
  const { fhir, children, specErrors } = snapshot;
  const { namespace, name } = fhir.metadata;
  return {
    ...snapshot,
    server: checks.reading(`${namespace}/${name}`),
    ...(specErrors
      ? {}
      : {
          missingApis: neededApis(fhir).filter(api =>
            view.missingApis().includes(api),
          ),
          hostTakenBy: hostTakenBy(fhir, children, view),
        }),
    ...(specErrors || canAsk(fhir, config)
      ? {}
      : { serverChecks: 'Disabled' as const }),
  };
}

/** Why nothing may be applied; undefined when all is well. */
export function heldBack(
  { fhir, specErrors, hostTakenBy: other }: FhirSnapshot,
  { settings }: Pick<OperatorConfig, 'settings'>,
): 'deleting' | 'paused' | 'notAccepted' | undefined {
  if (fhir.metadata.deletionTimestamp) return 'deleting';
  if (fhir.spec.reconcilePolicy === 'Pause') return 'paused';
  const accepted =
    !specErrors && !other && specProblems(fhir, settings).length === 0;
  return accepted ? undefined : 'notAccepted';
}

/** Optional group/versions that a spec asks for. */
function neededApis({ spec }: Fhir): string[] {
  return [
    ...(spec.exposure.type === 'HTTPRoute'
      ? ['gateway.networking.k8s.io/v1']
      : []),
    ...(spec.identity.type === 'PodIdentity'
      ? ['aadpodidentity.k8s.io/v1']
      : []),
  ];
}

function hostTakenBy(
  fhir: Fhir,
  children: readonly KubernetesObject[],
  view: ReadDependencies['view'],
): string | undefined {
  const { type, host } = fhir.spec.exposure;
  if (type === 'None' || !host) return undefined;
  const rivals = view
    .claimants(host)
    .map(object => readFhir(object).fhir)
    .filter(({ metadata }) => metadata.uid !== fhir.metadata.uid);
  if (rivals.length === 0) return undefined;
  const claimOf = (
    { metadata }: Fhir,
    objects: readonly KubernetesObject[],
  ): Claim => ({
    metadata,
    serves: objects.some(object => hostsOf(object).includes(host)),
  });
  return hostHolder(
    claimOf(fhir, children),
    rivals.map(rival => claimOf(rival, view.children(rival.metadata.uid))),
  );
}

function hostsOf({ kind, spec }: KubernetesObject): unknown[] {
  if (kind === 'HTTPRoute') return Object(spec).hostnames ?? [];
  if (kind !== 'Ingress') return [];
  const rules: unknown[] = Object(spec).rules ?? [];
  return rules.map(rule => Object(rule).host);
}
