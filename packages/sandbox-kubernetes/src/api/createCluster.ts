import type { Core, WriteContext } from './operations/core';
import { createObject } from './operations/createObject';

const context: WriteContext = {
  fieldManager: 'kube-apiserver',
  dryRun: false,
  fieldValidation: 'Strict',
  warn: () => {},
};

/** What every cluster begins with, when it is not there yet: the system namespaces. */
export function createCluster(core: Core): void {
  const type = core.types.resolve('Namespace');
  for (const name of [
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
  ]) {
    if (core.storage.get(type.storageKey, `/${name}`)) continue;
    createObject(
      core,
      type,
      '',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      context,
    );
  }
}
