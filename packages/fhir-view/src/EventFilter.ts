import type { Change, KubernetesObject } from '@fhir-on-aks/kube';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { builtInKinds, optionalKinds } from './childKinds';
import { involvedObject } from './shrinkEvent';

const KINDS = new Set(
  [FHIR_RESOURCE, ...builtInKinds, ...optionalKinds].map(({ kind }) => kind),
);

/** Selects the Events that may be about a Fhir or its children: by kind, and by the namespaces that have a Fhir. */
export class EventFilter {
  private readonly fhirsPerNamespace = new Map<string, number>();

  /** Counts the Fhirs of each namespace. */
  fhirChanged({ type, object }: Change<KubernetesObject>): void {
    const { namespace = '' } = object.metadata;
    const before = this.fhirsPerNamespace.get(namespace) ?? 0;
    const count = before + { added: 1, modified: 0, deleted: -1 }[type];
    if (count > 0) this.fhirsPerNamespace.set(namespace, count);
    else this.fhirsPerNamespace.delete(namespace);
  }

  isRelevant(event: KubernetesObject): boolean {
    const { kind, namespace = '' } = involvedObject(event);
    return KINDS.has(kind) && this.fhirsPerNamespace.has(namespace);
  }
}
