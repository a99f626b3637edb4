export {
  builtInKinds,
  childSelector,
  optionalApis,
  optionalKinds,
} from './childKinds';
export {
  ClusterView,
  type ClusterViewOptions,
  type FhirChange,
} from './ClusterView';
export type { KindWatch } from './KindWatch';
export { readFhir } from './readFhir';
export type { KindState, WatchSetOptions } from './WatchSet';
