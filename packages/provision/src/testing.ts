export { FakeManagedIdentities } from './testing/FakeManagedIdentities';
export {
  FakeOperator,
  readyVerdict,
  type FakeVerdict,
} from './testing/FakeOperator';
export { ManualClock } from './testing/ManualClock';
export { ProvisionWorld } from './testing/ProvisionWorld';
export { sampleCluster, sampleInput, sampleRequest } from './testing/samples';
