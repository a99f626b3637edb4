import type { KubeObject } from '../contract';
import { listAt } from '../jsonValue';
import type { Core, WriteContext } from '../operations/core';
import { patchObject } from '../operations/patchObject';
import { cleanupFinalizer, removeObject } from '../operations/removeObject';
import type { Change } from '../storage/eventHistory';
import { definitionsKey } from '../types/registerTypes';
import type { DeferredWork } from './DeferredWork';

const context: WriteContext = {
  fieldManager: 'kube-apiserver',
  dryRun: false,
  fieldValidation: 'Ignore',
  warn: () => {},
};

/** A CustomResourceDefinition that is deleted takes its objects with it, and goes when they are gone. */
export class DefinitionController {
  constructor(
    private readonly core: Core,
    private readonly work: DeferredWork,
  ) {
    core.storage.list(definitionsKey).forEach(one => this.enqueue(one));
  }

  onChange(storageKey: string, { type, object }: Change): void {
    if (storageKey === definitionsKey) this.enqueue(object);
    else if (type === 'DELETED') {
      const [group, resource] = storageKey.split('/');
      const definition = this.core.storage.get(
        definitionsKey,
        `/${resource}.${group}`,
      );
      if (definition) this.enqueue(definition);
    }
  }

  private enqueue(definition: KubeObject): void {
    const { name, deletionTimestamp } = definition.metadata;
    if (!deletionTimestamp) return;
    this.work.add(`definition ${name}`, () => this.visit(name));
  }

  private visit(name: string): void {
    const definition = this.core.storage.get(definitionsKey, `/${name}`);
    if (!definition?.metadata.finalizers?.includes(cleanupFinalizer)) return;
    const dot = name.indexOf('.');
    const storageKey = `${name.slice(dot + 1)}/${name.slice(0, dot)}`;
    const type = this.core.types.byStorageKey(storageKey);
    for (const object of type ? this.core.storage.list(storageKey) : []) {
      const { namespace = '', deletionTimestamp } = object.metadata;
      if (type && !deletionTimestamp) {
        removeObject(this.core, type, namespace, object.metadata.name);
      }
    }
    if (this.core.storage.size(storageKey) === 0) this.release(definition);
  }

  private release(definition: KubeObject): void {
    const finalizers = listAt(definition, 'metadata', 'finalizers').filter(
      one => one !== cleanupFinalizer,
    );
    const type = this.core.types.resolve('CustomResourceDefinition');
    const patch = { metadata: { finalizers } };
    patchObject(
      this.core,
      type,
      '',
      definition.metadata.name,
      'merge',
      patch,
      context,
    );
  }
}
