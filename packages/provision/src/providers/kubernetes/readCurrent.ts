import {
  FHIR_GROUP,
  FHIR_RESOURCE,
  FHIR_VERSION,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { KubernetesApiError, resourceTypes } from '@fhir-on-aks/kube';
import { ProvisionError } from '../../ProvisionError';
import type { Run } from '../../Run';
import type { StoredFhir } from './StoredFhir';

/** What a cluster says about a target before anything is done. */
export interface CurrentCluster {
  /** Uid of the kube-system namespace; left out when the portal may not read it. */
  uid?: string;
  fhir?: StoredFhir;
}

/**
 * Reads the Fhir and checks that the cluster serves Fhirs and has the namespace.
 * Throws `ProvisionError` when it cannot be used.
 */
export async function readCurrent(
  run: Run,
  target: ProvisionTarget,
): Promise<CurrentCluster> {
  const fhir = await readFhir(run, target);
  const uid = await readClusterUid(run);
  if (!fhir) {
    await requireFhirKind(run, target);
    await requireNamespace(run, target);
  }
  return { uid, fhir };
}

/** The Fhir of a target; undefined also when the cluster does not know Fhirs. */
export async function readFhir(
  run: Run,
  { namespace, name }: ProvisionTarget,
): Promise<StoredFhir | undefined> {
  try {
    return await run.call(signal =>
      run.cluster.get<StoredFhir>(
        FHIR_RESOURCE,
        { namespace, name },
        { signal },
      ),
    );
  } catch (error) {
    if (isRefusal(error, 404)) return undefined;
    throw error;
  }
}

/** Uid of the kube-system namespace, which lives as long as the cluster; undefined when it may not be read. */
export async function readClusterUid(run: Run): Promise<string | undefined> {
  const system = await unlessForbidden(() =>
    run.call(signal =>
      run.cluster.get(
        resourceTypes.Namespace,
        { name: 'kube-system' },
        { signal },
      ),
    ),
  );
  return system?.metadata.uid;
}

async function requireFhirKind(run: Run, { cluster }: ProvisionTarget) {
  const kinds = await run.call(signal =>
    run.cluster.served(FHIR_GROUP, FHIR_VERSION, { signal }),
  );
  if (kinds.has(FHIR_RESOURCE.plural)) return;
  throw new ProvisionError(
    `Cluster ${cluster} does not know the Fhir resource.`,
    {
      code: 'not-configured',
      next: 'Ask the platform team to install it: kubectl apply --server-side -f deploy/crd/fhirs.yaml',
    },
  );
}

async function requireNamespace(
  run: Run,
  { cluster, namespace }: ProvisionTarget,
) {
  const found = await unlessForbidden(() =>
    run.call(async signal => ({
      namespace: await run.cluster.get(
        resourceTypes.Namespace,
        { name: namespace },
        { signal },
      ),
    })),
  );
  // Without the right to read namespaces the dry run of the Fhir finds out.
  if (!found || isUsable(found.namespace)) return;
  const state = found.namespace ? 'is being deleted' : 'does not exist';
  throw new ProvisionError(
    `Namespace ${namespace} ${state} in cluster ${cluster}.`,
    {
      code: 'not-found',
      next: `Choose another namespace, or ask the platform team for it: kubectl create namespace ${namespace}`,
    },
  );
}

function isUsable(
  namespace: { metadata: { deletionTimestamp?: string } } | undefined,
): boolean {
  return !!namespace && !namespace.metadata.deletionTimestamp;
}

/** The answer, or undefined when the portal lacks the right to ask. */
export async function unlessForbidden<T>(
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error, 403)) return undefined;
    throw error;
  }
}

function isRefusal(error: unknown, code: number): boolean {
  return error instanceof KubernetesApiError && error.code === code;
}
