export {
  createAzureEmulator,
  createCertificates,
  loadCertificates,
  type ArmFault,
  type ArmRequestFacts,
  type AzureEmulator,
  type AzureEmulatorOptions,
  type AzureState,
  type Certificates,
  type FederatedCredential,
  type Identity,
  type RoleAssignment,
} from './azure';
export { kubeconfigFor } from './kubeconfigFor';
export { createKubernetesApi } from './kubernetes';
export { writeSandboxFiles } from './sandboxFiles';
export {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from './startSandbox';
