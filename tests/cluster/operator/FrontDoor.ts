import { isEqual } from 'es-toolkit';
import {
  resourceTypes,
  resourceTypeOf,
  type ClusterClient,
  type KubernetesObject,
} from '@fhir-on-aks/kube';
import type { World } from './World';

/** Plays the ingress controller and the gateway of a namespace: every way in gets an address at once. */
export class FrontDoor {
  private readonly client: ClusterClient;
  private stopped = false;

  constructor(private readonly world: World) {
    this.client = world.client;
    for (const kind of ['Ingress', 'HTTPRoute']) {
      world.onChange(kind, object => void this.answer(object));
    }
  }

  stop(): void {
    this.stopped = true;
  }

  /** An API server that is away is asked again; an object that is gone, or changed meanwhile, comes again by itself. */
  private async answer(seen: KubernetesObject): Promise<void> {
    const { kind, metadata } = seen;
    const object = this.world.object(kind, metadata.name);
    if (this.stopped || !object || object.metadata.deletionTimestamp) return;
    const status = statusOf(object);
    if (isEqual(object.status, status)) return;
    try {
      await this.client.patch(
        resourceTypeOf(object),
        object.metadata,
        { status },
        { subresource: 'status', fieldManager: 'front-door' },
      );
    } catch (error) {
      const { code } = Object(error);
      if (code === 404 || code === 409) return;
      setTimeout(() => void this.answer(seen), 200);
    }
  }
}

function statusOf({ kind, metadata, spec }: KubernetesObject): object {
  if (kind === resourceTypes.Ingress.kind) {
    return { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } };
  }
  const [parentRef] = Object(spec).parentRefs;
  const { generation } = metadata;
  const conditions = ['Accepted', 'ResolvedRefs'].map(type => ({
    type,
    status: 'True',
    reason: type,
    message: '',
    observedGeneration: generation,
    lastTransitionTime: '2026-11-24T00:00:00Z',
  }));
  const controllerName = 'example.org/front-door';
  return { parents: [{ parentRef, controllerName, conditions }] };
}
