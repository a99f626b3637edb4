import { isEqual } from 'es-toolkit';
import {
  keyOf,
  KubernetesApiError,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import {
  FHIR_RESOURCE,
  FIELD_MANAGERS,
  type FhirStatus,
} from '@fhir-on-aks/plugin-fhir-common';

/** Writes the status of Fhirs, whole: a patch would cost the API server more. Writes nothing when nothing differs. */
export class StatusWriter {
  /** What the API server made of a status that it keeps in another way, by name: an older CRD drops fields. */
  private readonly kept = new Map<
    string,
    { wanted: FhirStatus; stored: unknown }
  >();

  constructor(private readonly cluster: ClusterClient) {}

  /** Whether `write` would write. */
  needed(fhir: KubernetesObject, status: FhirStatus): boolean {
    if (isEqual(fhir.status, status)) return false;
    const kept = this.kept.get(keyOf(fhir.metadata));
    return !(
      kept &&
      isEqual(kept.wanted, status) &&
      isEqual(kept.stored, fhir.status)
    );
  }

  /** The Fhir as stored; undefined when it is gone. One that has changed or was made anew is refused (409). */
  async write(
    fhir: KubernetesObject,
    status: FhirStatus,
  ): Promise<KubernetesObject | undefined> {
    const { apiVersion, kind } = fhir;
    const { namespace, name, uid, resourceVersion } = fhir.metadata;
    const metadata = { namespace, name, uid, resourceVersion };
    try {
      const stored = await this.cluster.replace<KubernetesObject>(
        FHIR_RESOURCE,
        { apiVersion, kind, metadata, status },
        { subresource: 'status', fieldManager: FIELD_MANAGERS.operator },
      );
      this.remember(keyOf(fhir.metadata), status, stored);
      return stored;
    } catch (error) {
      if (error instanceof KubernetesApiError && error.code === 404) {
        return undefined;
      }
      throw error;
    }
  }

  /** Forgets a Fhir that is gone. */
  forget(key: string): void {
    this.kept.delete(key);
  }

  private remember(key: string, wanted: FhirStatus, stored: KubernetesObject) {
    if (isEqual(stored.status, wanted)) this.kept.delete(key);
    else this.kept.set(key, { wanted, stored: stored.status });
  }
}
