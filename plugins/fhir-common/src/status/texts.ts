import type { HealthWord } from './healthTypes';
import type { ConditionReason } from './reasons';

/** What is written down about a reason; `{name}` in a text is filled from the facts of the case. */
export interface Text {
  /** The word of the Fhir when this reason decides. */
  word: HealthWord;
  /** What is the case, as one sentence. */
  sentence: string;
  /** What to do next; left out when nothing is to be done. */
  next?: string;
  /** True when waiting longer cannot help without somebody acting. */
  fatal: boolean;
}

const good = (sentence: string, next?: string): Text => ({
  word: 'Ready',
  sentence,
  next,
  fatal: false,
});
const working = (sentence: string, next?: string): Text => ({
  word: 'Progressing',
  sentence,
  next,
  fatal: false,
});
const degraded = (sentence: string, next: string): Text => ({
  word: 'Degraded',
  sentence,
  next,
  fatal: false,
});
const failed = (sentence: string, next: string): Text => ({
  word: 'Failed',
  sentence,
  next,
  fatal: true,
});
/** Failed now, but it can mend itself: a node is added, a database comes back. */
const failing = (sentence: string, next: string): Text => ({
  ...failed(sentence, next),
  fatal: false,
});

const accepted = {
  SpecValid: good('The spec is valid.'),
  SpecInvalid: failed(
    '{field} is not accepted: {problem}.',
    'Correct the field with an update.',
  ),
  SettingsUnknown: good(
    'The spec is valid, but the server does not read these settings: {settings}.',
    'Take these keys out of settings, or correct their names.',
  ),
  SettingsRefused: good(
    'The spec is valid, but these settings are left out, because a field of the spec decides them or they are secret: {settings}.',
    'Use the field of the spec, or a Secret, and take these keys out of settings.',
  ),
  VersionEndOfLife: good(
    'The spec is valid, but FHIR {version} is no longer maintained upstream.',
    'Plan a move to R4 or R5.',
  ),
  HostNameTaken: failed(
    'The host name {host} already belongs to {other}.',
    'Choose another host name.',
  ),
} satisfies Partial<Record<ConditionReason, Text>>;

const identity = {
  IdentityBound: good('The pods sign in to Azure as {identity}.'),
  IdentityNotNeeded: good('The server uses no Azure identity.'),
  IdentityPending: working('The Azure identity is being bound to the pods.'),
  IdentityNotTrusted: failing(
    'Azure does not trust the pods yet: {problem}',
    'Wait some minutes, Azure learns a new federated credential slowly. If it stays, provision again.',
  ),
  IdentityRefused: failed(
    'The Azure identity does not work: {problem}',
    'Check that the managed identity exists and trusts this cluster, then provision again.',
  ),
  IdentityMigrating: working(
    'The pods are moving from {from} to {to}; both work until the last pod has moved.',
  ),
} satisfies Partial<Record<ConditionReason, Text>>;

const workload = {
  PodsReady: good('{replicas} FHIR {version}.'),
  RollingOut: working(
    'A new version is rolling out: {updated} of {desired} replicas are new, {ready} serve.',
  ),
  PodsStarting: working('{ready} of {desired} pods are ready{detail}.'),
  SchemaInitializing: working(
    'The server is starting and prepares its database, which takes up to 10 minutes the first time.',
  ),
  SchemaUpgrading: working(
    'The database schema is being upgraded before the rollout.',
  ),
  SchemaUpgradeFailed: failed(
    'The upgrade of the database schema failed{problem}',
    'Read the log of the schema Job, mend the cause, and delete the Job to run it again.',
  ),
  ImagePullFailed: failed(
    'The image cannot be pulled: {problem}',
    'Choose a tag that exists, or give the pull secret of the registry.',
  ),
  RegistryUnreachable: failing(
    'The image cannot be pulled, because the registry cannot be reached: {problem}',
    'Ask the platform team to look at the network between the nodes and the registry.',
  ),
  CrashLoop: failed(
    'The server stops right after its start{problem}',
    'Read the previous log of the pod and correct the setting that it names.',
  ),
  Unschedulable: failing(
    'No node has room for {pod}: {problem}',
    'Choose a smaller size, or ask the platform team for more nodes.',
  ),
  ConfigInvalid: failed(
    'A pod cannot start with its configuration: {problem}',
    'Create what is missing, or correct its name with an update.',
  ),
  QuotaExceeded: failed(
    'The namespace allows no more: {problem}',
    'Ask the platform team to raise the quota, or choose a smaller size.',
  ),
  PodsRefused: failing(
    'The cluster does not accept the pods: {problem}',
    'Ask the platform team which policy of the namespace refuses them.',
  ),
  RolloutStuck: failed(
    'The rollout does not advance: {updated} of {desired} replicas are new, {ready} serve{detail}.',
    'Look at the pods and events on the FHIR tab.',
  ),
  Sleeping: {
    word: 'Paused',
    sentence: 'The server sleeps: replicas is 0.',
    next: 'Set replicas to 1 or more to wake it.',
    fatal: true,
  },
} satisfies Partial<Record<ConditionReason, Text>>;

const exposed = {
  AddressAssigned: good('The server is reachable at {url}.'),
  NotExposed: good('The server is reachable inside the cluster only.'),
  AddressPending: working('{kind} {name} waits for an address{detail}'),
  RouteRefused: failed(
    'The gateway refuses the route: {problem}',
    'Correct the gateway or the host name, or ask the platform team.',
  ),
  ApiNotServed: failed(
    'The cluster does not serve {api}.',
    'Ask the platform team to install it, or choose another kind of exposure or identity.',
  ),
} satisfies Partial<Record<ConditionReason, Text>>;

const server = {
  Healthy: good('The server says it is healthy.'),
  Degraded: degraded(
    'The server says it is degraded{problem}',
    'Check the database and the storage that the server uses.',
  ),
  Unhealthy: failing(
    'The server says it is unhealthy{problem}',
    'Check the database, then the log of the pods.',
  ),
  Unreachable: degraded(
    'The pods are ready, but the server does not answer{problem}',
    'Look at the network policy and the log of the pods.',
  ),
  ChecksDisabled: good(
    'The operator is set not to ask servers; the pods say that they are ready.',
  ),
  NotChecked: working('The server has not been asked yet{detail}'),
} satisfies Partial<Record<ConditionReason, Text>>;

const summary = {
  Ready: good('Everything is ready.'),
  Progressing: working('The operator is working on it.'),
  Deleting: {
    word: 'Deleting',
    sentence: 'It is being deleted{detail}.',
    fatal: false,
  },
  DeletionProtected: {
    word: 'Deleting',
    sentence: 'It is being deleted although deletion protection is on{detail}.',
    next: 'Ask the platform team to install the admission policy that enforces the protection.',
    fatal: false,
  },
  Paused: {
    word: 'Paused',
    sentence: 'The operator leaves everything as it is.',
    next: 'Set reconcilePolicy to Manage to go on.',
    fatal: true,
  },
  NameStillTaken: working(
    'It waits until {object} of a deleted server with the same name is gone.',
    'Wait some seconds. If it stays, ask the platform team why the cluster does not delete the object.',
  ),
  ApplyConflict: failed(
    'Somebody else owns a field of {object}: {problem}',
    'Let the other manager give the field up, or delete the object.',
  ),
  ApplyForbidden: failed(
    'The operator may not write {object}: {problem}',
    'Ask the platform team to give the operator this right.',
  ),
  ApplyRefused: failing(
    'The cluster does not take {object}: {problem}',
    'Correct the field that it names with an update, or ask the platform team which policy refuses it.',
  ),
  Reconciled: good('Nothing is left to do.'),
  NotEvaluated: {
    word: 'Unknown',
    sentence: 'It waits until the spec is accepted.',
    fatal: false,
  },
} satisfies Partial<Record<ConditionReason, Text>>;

/** The text of every reason. */
export const texts: Record<ConditionReason, Text> = {
  ...accepted,
  ...identity,
  ...workload,
  ...exposed,
  ...server,
  ...summary,
};
