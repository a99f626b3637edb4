import path from 'node:path';
import { kubectl } from '../kubectl';

const files = {
  fhirs: path.resolve(__dirname, '../../../deploy/crd/fhirs.yaml'),
  gateway: path.join(__dirname, 'definitions/gateway.yaml'),
  podIdentity: path.join(__dirname, 'definitions/pod-identity.yaml'),
} as const;

const protection = path.resolve(
  __dirname,
  '../../../deploy/crd/deletion-protection.yaml',
);

/** Kinds that a cluster may serve. */
export type Definition = keyof typeof files;

/** Installs kinds and waits until they are served; what is there already stays. */
export function installDefinition(name: Definition): void {
  const file = files[name];
  kubectl(['apply', '--server-side', '--force-conflicts', '-f', file]);
  kubectl(['wait', '--for=condition=Established', '--timeout=30s', '-f', file]);
}

/** Removes kinds, with everything of them, and waits until they are gone. */
export function removeDefinition(name: Definition): void {
  kubectl(['delete', '-f', files[name], '--ignore-not-found', '--timeout=60s']);
}

/** Installs the policy of `spec.deletionProtection` as it is shipped; it holds a moment later. */
export function installDeletionProtection(): void {
  kubectl(['apply', '--server-side', '-f', protection]);
}

/** Removes that policy. */
export function removeDeletionProtection(): void {
  kubectl(['delete', '--ignore-not-found', '-f', protection]);
}
