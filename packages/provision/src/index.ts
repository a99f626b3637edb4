export { systemClock, type Clock } from './Clock';
export { deprovisionFhir, type DeprovisionResult } from './deprovisionFhir';
export { explainFailure } from './explainFailure';
export { failureLines } from './failureLines';
export type {
  FederatedCredential,
  ManagedIdentity,
  ManagedIdentityProvider,
  ProviderCallOptions,
  RoleGrant,
} from './ManagedIdentityProvider';
export { planDeprovision } from './planDeprovision';
export { planProvision } from './planProvision';
export { planUpdate } from './planUpdate';
export type { ProvisionDependencies } from './ProvisionDependencies';
export { ProvisionError, type ProvisionErrorCode } from './ProvisionError';
export { provisionFhir, type ProvisionResult } from './provisionFhir';
export { AzureError, type RetryAdvice } from './providers/azure/AzureError';
export {
  azureManagedIdentities,
  type AzureManagedIdentitiesOptions,
} from './providers/azure/azureManagedIdentities';
export { classifyAzureError } from './providers/azure/classifyAzureError';
export type { StoredFhir } from './providers/kubernetes/StoredFhir';
export { watchFhir } from './providers/kubernetes/watchFhir';
export type { Plan, Step, StepId, StepReport } from './Step';
export { stepLine } from './stepLine';
export { updateFhir, type UpdateResult } from './updateFhir';
export type { WaitResult } from './ReadyView';
export { waitForFhir } from './waitForFhir';
export { waitUntilGone } from './waitUntilGone';
