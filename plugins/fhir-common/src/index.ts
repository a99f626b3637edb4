// The contract of the package: what others import is listed here, by name.
export {
  withClusterDefaults,
  type ClusterDefaults,
} from './api/clusterDefaults';
export { customResourceDefinition } from './api/customResourceDefinition';
export { deletionProtection } from './api/deletionProtection';
export {
  FHIR_API_VERSION,
  FHIR_GROUP,
  FHIR_RESOURCE,
  FHIR_VERSION,
  type Fhir,
  type FhirMetadata,
} from './api/fhir';
export {
  FhirSpec,
  type DataAction,
  type FhirSpecInput,
  type Mode,
} from './api/fhirSpec';
export {
  CONDITION_TYPES,
  type ChildStatus,
  type Condition,
  type ConditionType,
  type FhirStatus,
  type RoadConditionType,
} from './api/fhirStatus';
export {
  FleetConfig,
  type AzureConfig,
  type FleetCluster,
} from './api/fleetConfig';
export {
  InvalidConfigError,
  InvalidFhirError,
  InvalidInputError,
  describeIssue,
  type FieldIssue,
} from './api/InvalidInputError';
export { fieldIssues, unknownFields } from './api/fieldIssues';
export { isRecord } from './api/isRecord';
export { jsonSchemaOf, schemaAt, type JsonSchema } from './api/jsonSchema';
export {
  parseFhir,
  parseFhirStatus,
  validateFhirSpec,
  validateRequestedSpec,
} from './api/parseFhir';
export { parseFleetConfig } from './api/parseFleetConfig';
export {
  parseDeprovisionRequest,
  parseProvisionRequest,
  parseUpdateRequest,
} from './api/parseRequest';
export {
  FORM_KEYS,
  requestFromForm,
  type RequestDraft,
} from './api/requestFromForm';
export {
  deprovisionRequestSchema,
  provisionRequestSchema,
  updateRequestSchema,
} from './api/requestSchemas';
export { requireCluster } from './api/requireCluster';
export {
  Ownership,
  ProvisionTarget,
  type DeprovisionRequest,
  type ProvisionRequest,
  type SpecChanges,
  type UpdateRequest,
} from './api/provisionRequest';
export {
  deprovisionInputSchema,
  fhirSpecSchema,
  provisionInputSchema,
  updateInputSchema,
} from './api/requestInputs';
export {
  IMMUTABLE_FIELDS,
  applyChanges,
  changesBetween,
  mergePatch,
  patchBetween,
  specChanges,
  type SpecChange,
} from './api/specChanges';
export { understandFhir, type UnderstoodFhir } from './api/understandFhir';
export { emptyContext, type DesiredContext } from './desired/desiredContext';
export {
  desiredObjects,
  desiredWaves,
  type DesiredWave,
} from './desired/desiredObjects';
export { identityTypeOf } from './desired/identityObjects';
export { serverImage } from './desired/image';
export type { KubernetesObject } from './desired/KubernetesObject';
export { podResources } from './desired/podTemplate';
export { publicUrl, serviceUrl } from './desired/publicUrl';
export { renderRequest, type RenderedObject } from './desired/renderRequest';
export { fewestReplicas } from './desired/replicas';
export { schemaUpgraded } from './desired/schemaJob';
export { referencedSecrets } from './desired/secretEnvironment';
export { serverSettings, type ServerSettings } from './desired/serverSettings';
export { isDeadSetting, isKnownSetting } from './desired/settingKeys';
export { lintSpecSettings, specProblems } from './desired/specProblems';
export {
  ANNOTATIONS,
  FHIR_CONTAINER,
  FIELD_MANAGERS,
  LABELS,
  MAX_FHIR_NAME_LENGTH,
  PORTS,
  READINESS_GATE,
  childLabels,
  entityName,
  entityRef,
  federatedCredentialName,
  federatedCredentialSubject,
  fillPattern,
  identityName,
  instanceId,
  madeByProvisioning,
  names,
  ownerReference,
  parseInstanceId,
  selectorLabels,
  type FhirTarget,
} from './names';
export {
  OperatorSettings,
  defaultOperatorSettings,
  fhirVersions,
  type OperatorSettingsInput,
  type PodResources,
} from './operatorSettings';
export { parseOperatorSettings } from './parseOperatorSettings';
export {
  FHIR_INSTANCE_RESOURCE_TYPE,
  fhirInstanceCreatePermission,
  fhirInstanceDeletePermission,
  fhirInstanceReadPermission,
  fhirInstanceUpdatePermission,
  fhirLogsReadPermission,
  fhirPermissions,
} from './permissions';
export { childState } from './status/childState';
export { condition, health, type HealthSource } from './status/health';
export {
  HEALTH_WORDS,
  type Health,
  type HealthWord,
} from './status/healthTypes';
export { CONDITION_REASONS, type ConditionReason } from './status/reasons';
export {
  reasonSentence,
  reasonText,
  wordIcon,
  type ReasonText,
  type StateIcon,
} from './status/reasonTexts';
export type {
  ApplyRefusal,
  FhirSnapshot,
  ServerReading,
  SnapshotObject,
} from './status/snapshot';
export { statusOf } from './status/statusOf';
export { formatAge, formatDuration } from './formatDuration';
export { unreachable } from './unreachable';
export {
  FHIR_SIGNAL_CHANNEL,
  type ChildNode,
  type ClusterChoice,
  type ClusterState,
  type FhirSignal,
  type InstanceDetail,
  type InstanceEvent,
  type InstanceId,
  type InstanceList,
  type InstanceSummary,
  type NameAvailability,
  type ObjectManifest,
  type SettingFact,
} from './wire/instances';
