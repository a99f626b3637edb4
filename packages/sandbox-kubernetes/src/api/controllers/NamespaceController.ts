import type { KubeObject } from '../contract';
import { clone, listAt, type JsonObject } from '../jsonValue';
import { timestamp, type Core, type WriteContext } from '../operations/core';
import { createObject } from '../operations/createObject';
import { finalizeNamespace } from '../operations/finalizeNamespace';
import { patchObject } from '../operations/patchObject';
import { removeObject } from '../operations/removeObject';
import type { Change } from '../storage/eventHistory';
import { qualifiedName, type ResourceType } from '../types/resourceType';
import type { DeferredWork } from './DeferredWork';
import { remainingConditions, type Remaining } from './remainingConditions';

const namespacesKey = '/namespaces';

const context: WriteContext = {
  fieldManager: 'kube-controller-manager',
  dryRun: false,
  fieldValidation: 'Ignore',
  warn: () => {},
};

/**
 * The life of namespaces: each has a service account `default` and the certificate of the API;
 * one that is deleted loses its contents first, and goes when they are gone.
 */
export class NamespaceController {
  constructor(
    private readonly core: Core,
    private readonly work: DeferredWork,
    private readonly rootCertificate: string,
  ) {
    for (const namespace of core.storage.list(namespacesKey)) {
      this.enqueue(namespace.metadata.name);
    }
  }

  onChange(storageKey: string, { type, object }: Change): void {
    if (storageKey === namespacesKey) {
      if (type !== 'DELETED') this.enqueue(object.metadata.name);
    } else if (object.metadata.namespace) {
      const isOwn = ['/serviceaccounts', '/configmaps'].includes(storageKey);
      const namespace = this.namespace(object.metadata.namespace);
      const isEnding = namespace?.metadata.deletionTimestamp !== undefined;
      if (isEnding || (isOwn && type === 'DELETED')) {
        this.enqueue(object.metadata.namespace);
      }
    }
  }

  private namespace(name: string): KubeObject | undefined {
    return this.core.storage.get(namespacesKey, `/${name}`);
  }

  private enqueue(name: string): void {
    this.work.add(`namespace ${name}`, () => this.visit(name));
  }

  private visit(name: string): void {
    const namespace = this.namespace(name);
    if (!namespace) return;
    if (namespace.metadata.deletionTimestamp === undefined)
      this.createDefaults(name);
    else if (listAt(namespace, 'spec', 'finalizers').includes('kubernetes')) {
      this.empty(namespace);
    }
  }

  private createDefaults(namespace: string): void {
    this.ensure({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace },
    });
    this.ensure({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'kube-root-ca.crt',
        namespace,
        annotations: {
          'kubernetes.io/description':
            'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
        },
      },
      data: { 'ca.crt': this.rootCertificate },
    });
  }

  private ensure(object: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace: string; annotations?: object };
    [field: string]: unknown;
  }): void {
    const type = this.core.types.resolve(object.kind);
    const { namespace, name } = object.metadata;
    const current = this.core.storage.get(
      type.storageKey,
      `${namespace}/${name}`,
    );
    if (!current) createObject(this.core, type, namespace, object, context);
  }

  private empty(namespace: KubeObject): void {
    const { name } = namespace.metadata;
    for (const { type, objects } of this.contents(name)) {
      for (const object of objects) {
        if (object.metadata.deletionTimestamp) continue;
        removeObject(this.core, type, name, object.metadata.name, {
          propagationPolicy: 'Background',
        });
      }
    }
    const left = this.contents(name);
    if (left.length > 0) this.report(namespace, left);
    else this.finalize(namespace);
  }

  private contents(namespace: string): Remaining[] {
    return this.core.types
      .all()
      .filter(type => type.namespaced && !type.view)
      .filter(
        (type, index, all) =>
          all.findIndex(one => one.storageKey === type.storageKey) === index,
      )
      .map(type => ({
        type,
        objects: this.core.storage
          .list(type.storageKey)
          .filter(object => object.metadata.namespace === namespace),
      }))
      .filter(({ objects }) => objects.length > 0);
  }

  private report(namespace: KubeObject, left: Remaining[]): void {
    const conditions = remainingConditions(
      left.map(({ type, objects }) => ({
        resource: qualifiedName(type),
        objects,
      })),
      listAt(namespace, 'status', 'conditions'),
      timestamp(this.core),
    );
    const patch = { status: { conditions } };
    const statusContext: WriteContext = { ...context, subresource: 'status' };
    patchObject(
      this.core,
      this.type(),
      '',
      namespace.metadata.name,
      'merge',
      patch,
      statusContext,
    );
  }

  private finalize(namespace: KubeObject): void {
    const object: JsonObject = clone({ ...namespace });
    object.spec = {
      finalizers: listAt(namespace, 'spec', 'finalizers').filter(
        one => one !== 'kubernetes',
      ),
    };
    finalizeNamespace(
      this.core,
      this.type(),
      namespace.metadata.name,
      object,
      context,
    );
  }

  private type(): ResourceType {
    return this.core.types.resolve('Namespace');
  }
}
