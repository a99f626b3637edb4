import { LABELS } from '@fhir-on-aks/plugin-fhir-common';
import { sampleChildren, sampleFhir } from './sampleObjects';
import type { startSandboxCluster } from './startSandboxCluster';

type Store = Awaited<ReturnType<typeof startSandboxCluster>>['store'];

/** Makes the sample server in a sandbox, which gives every object a uid of its own; returns that of the Fhir. */
export function sampleInSandbox(store: Store): string {
  const fhir = sampleFhir();
  const uids = new Map<string, string>();
  for (const object of [fhir, ...sampleChildren(fhir)]) {
    const { uid = '', labels, ownerReferences, ...metadata } = object.metadata;
    const instanceUid = uids.get(labels?.[LABELS.instanceUid] ?? '');
    const made = store.create({
      ...object,
      metadata: {
        ...metadata,
        labels: {
          ...labels,
          ...(instanceUid ? { [LABELS.instanceUid]: instanceUid } : {}),
        },
        ownerReferences: ownerReferences?.map(owner => ({
          ...owner,
          uid: uids.get(owner.uid) ?? owner.uid,
        })),
      },
    });
    uids.set(uid, made.metadata.uid);
    if (object.status) {
      store.updateStatus({
        ...made,
        metadata: { ...made.metadata, resourceVersion: undefined },
        status: object.status,
      });
    }
  }
  return uids.get(fhir.metadata.uid ?? '') ?? '';
}
