import type { Core } from '../operations/core';
import type { Change } from '../storage/eventHistory';
import { DeferredWork } from './DeferredWork';
import { DefinitionController } from './DefinitionController';
import { GarbageCollector } from './GarbageCollector';
import { NamespaceController } from './NamespaceController';

export interface ControllerOptions {
  /** PEM of the certificate authority that pods are told to trust. */
  rootCertificate: string;
  onError: (error: unknown) => void;
}

interface Controller {
  onChange(storageKey: string, change: Change): void;
}

/** Starts what works on the objects inside the API server and the controller manager. Returns the end of it. */
export function startControllers(
  core: Core,
  { rootCertificate, onError }: ControllerOptions,
): () => void {
  const work = new DeferredWork(onError);
  const controllers: Controller[] = [
    new GarbageCollector(core, work),
    new NamespaceController(core, work, rootCertificate),
    new DefinitionController(core, work),
  ];
  const unlisten = core.storage.listenAll((storageKey, change) => {
    for (const controller of controllers)
      controller.onChange(storageKey, change);
  });
  return () => {
    unlisten();
    work.stop();
  };
}
