export { FakeManagedIdentities } from './testing/FakeManagedIdentities';
export { ManualClock } from './testing/ManualClock';
