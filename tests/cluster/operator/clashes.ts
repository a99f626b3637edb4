import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  desiredObjects,
  LABELS,
  parseFhir,
} from '@fhir-on-aks/plugin-fhir-common';
import { fhirOf, fullSpec, otherSpec } from './fhirs';
import type { OperatorStage } from './OperatorStage';

/** A Fhir, and what stands in its way. */
export interface Clash {
  fhir: KubernetesObject;
  /** Under the name of one of its children. */
  foreign: KubernetesObject;
}

/** For each kind of child a Fhir that wants one, and an object that has its name. */
export function clashesIn({ namespace, settings }: OperatorStage): Clash[] {
  const found = new Map<string, Clash>();
  for (const spec of [fullSpec, otherSpec]) {
    const desiredOf = (name: string) =>
      desiredObjects(
        parseFhir({
          ...fhirOf(namespace, name, spec(name)),
          metadata: { namespace, name, uid: 'none' },
        }),
        settings,
      );
    for (const { kind } of desiredOf('any')) {
      if (found.has(kind)) continue;
      const name = `clash-${kind.toLowerCase()}`;
      const foreign = desiredOf(name).find(object => object.kind === kind);
      if (!foreign) throw new Error(`no ${kind} is wanted`);
      found.set(kind, { fhir: fhirOf(namespace, name, spec(name)), foreign });
    }
  }
  return [...found.values()];
}

/** Somebody who owns objects: a ConfigMap. */
export function somebody(namespace: string): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace, name: 'somebody' },
  };
}

/** The object as it looks when somebody else has made it. */
export function ownedBySomebody(
  object: KubernetesObject,
  uid: string,
): KubernetesObject {
  const { name, namespace } = object.metadata;
  return {
    ...object,
    metadata: {
      name,
      namespace,
      labels: { [LABELS.managedBy]: 'somebody' },
      ownerReferences: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'somebody',
          uid,
          controller: true,
        },
      ],
    },
  };
}
