export { FakeManagedIdentities } from './testing/FakeManagedIdentities';
export {
  FakeOperator,
  readyVerdict,
  type FakeVerdict,
} from './testing/FakeOperator';
export { ManualClock } from './testing/ManualClock';
export { sampleCluster, sampleInput, sampleRequest } from './testing/samples';
