export {
  createAzureEmulator,
  type AzureEmulator,
  type AzureEmulatorOptions,
} from './createAzureEmulator';
export type { ArmFault, ArmRequestFacts } from './armFault';
export {
  createCertificates,
  loadCertificates,
  type Certificates,
} from './certificates';
export type {
  AzureState,
  FederatedCredential,
  Identity,
  RoleAssignment,
} from './azureState';
export { parseJson, readBody, sendJson } from './httpExchange';
export { listenOn } from './listenOn';
export { createSigning } from './signing';
