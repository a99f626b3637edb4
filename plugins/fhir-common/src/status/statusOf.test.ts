import fs from 'node:fs';
import path from 'node:path';
import {
  CONDITION_TYPES,
  type Condition,
  type ConditionType,
  type FhirStatus,
} from '../api/fhirStatus';
import { parseFhir, parseFhirStatus } from '../api/parseFhir';
import { parseOperatorSettings } from '../parseOperatorSettings';
import { condition, health } from './health';
import type { FhirSnapshot } from './snapshot';
import { statusOf } from './statusOf';

const NOW = '2026-10-01T10:00:00Z';
const LATER = '2026-10-01T11:00:00Z';
const FIXTURES = path.join(__dirname, 'fixtures');
const settings = parseOperatorSettings({
  schemaManagerImage: {
    repository: 'acrfhir.azurecr.io/schema-manager',
    tag: '5.0.30',
  },
});

const MARKS: Record<Condition['status'], string> = {
  True: '',
  False: '!',
  Unknown: '?',
};

interface Expected {
  word: string;
  sentence: string;
  next?: string;
  /** The reasons from Accepted to ServerHealthy: `!` before one whose condition is False, `?` Unknown. */
  road: string;
  /** Which of Ready, Reconciling and Stalled are True. */
  summary: string;
}

const situations: Record<string, Expected> = {
  // A server that is well
  ready: {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'ready-with-one-replica': {
    word: 'Ready',
    sentence: '1 replica serves FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'ready-beside-an-evicted-pod': {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'reachable-inside-only': {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityNotNeeded, PodsReady, NotExposed, Healthy',
    summary: 'Ready',
  },
  'route-accepted': {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'pod-identity-bound': {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'autoscaler-adds-a-pod': {
    word: 'Ready',
    sentence: '2 of 3 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'operator-restarted': {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'server-checks-switched-off': {
    word: 'Ready',
    sentence: 'All 2 replicas serve FHIR R4.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, ChecksDisabled',
    summary: 'Ready',
  },
  // A server on its way
  'nothing-made-yet': {
    word: 'Progressing',
    sentence: 'The Azure identity is being bound to the pods.',
    road: 'SpecValid, !IdentityPending, !PodsStarting, !AddressPending, ?NotChecked',
    summary: 'Reconciling',
  },
  'image-being-pulled': {
    word: 'Progressing',
    sentence: '0 of 2 pods are ready, the image is being pulled.',
    road: 'SpecValid, IdentityBound, !PodsStarting, AddressAssigned, ?NotChecked',
    summary: 'Reconciling',
  },
  'schema-being-created': {
    word: 'Progressing',
    sentence:
      'The server is starting and prepares its database, which takes up to 10 minutes the first time.',
    road: 'SpecValid, IdentityBound, !SchemaInitializing, AddressAssigned, ?NotChecked',
    summary: 'Reconciling',
  },
  'started-again-once': {
    word: 'Progressing',
    sentence:
      'The server is starting and prepares its database, which takes up to 10 minutes the first time.',
    road: 'SpecValid, IdentityBound, !SchemaInitializing, AddressAssigned, ?NotChecked',
    summary: 'Reconciling',
  },
  'server-initializing': {
    word: 'Progressing',
    sentence:
      'The server is starting and prepares its database, which takes up to 10 minutes the first time.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, !SchemaInitializing',
    summary: 'Reconciling',
  },
  'server-not-asked-yet': {
    word: 'Progressing',
    sentence: 'The server has not been asked yet.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, ?NotChecked',
    summary: 'Reconciling',
  },
  'change-not-rolled-out-yet': {
    word: 'Progressing',
    sentence:
      '2 of 2 pods are ready, and the last change is not rolled out yet.',
    road: 'SpecValid, IdentityBound, !PodsStarting, AddressAssigned, Healthy',
    summary: 'Reconciling',
  },
  'rolling-out': {
    word: 'Progressing',
    sentence: 'A new version is rolling out: 1 of 2 replicas are new, 2 serve.',
    road: 'SpecValid, IdentityBound, !RollingOut, AddressAssigned, Healthy',
    summary: 'Reconciling',
  },
  'schema-upgrade-running': {
    word: 'Progressing',
    sentence: 'The database schema is being upgraded before the rollout.',
    road: 'SpecValid, IdentityBound, !SchemaUpgrading, AddressAssigned, ?NotChecked',
    summary: 'Reconciling',
  },
  'identity-not-made-yet': {
    word: 'Progressing',
    sentence: 'The Azure identity is being bound to the pods.',
    road: 'SpecValid, !IdentityPending, PodsReady, AddressAssigned, Healthy',
    summary: 'Reconciling',
  },
  'identity-migrating': {
    word: 'Progressing',
    sentence:
      'The pods are moving from PodIdentity to WorkloadIdentity; both work until the last pod has moved.',
    road: 'SpecValid, !IdentityMigrating, !RollingOut, AddressAssigned, Healthy',
    summary: 'Reconciling',
  },
  'ingress-without-address': {
    word: 'Progressing',
    sentence: 'Ingress cardio waits for an address.',
    road: 'SpecValid, IdentityBound, PodsReady, !AddressPending, Healthy',
    summary: 'Reconciling',
  },
  'ingress-rejected': {
    word: 'Progressing',
    sentence:
      'Ingress cardio waits for an address: admission webhook "validate.nginx.ingress.kubernetes.io" denied the request: host "cardio.fhir.example.org" and path "/" is already defined in ingress legacy/cardio.',
    road: 'SpecValid, IdentityBound, PodsReady, !AddressPending, Healthy',
    summary: 'Reconciling',
  },
  'route-not-answered': {
    word: 'Progressing',
    sentence: 'HTTPRoute cardio waits for an address.',
    road: 'SpecValid, IdentityBound, PodsReady, !AddressPending, Healthy',
    summary: 'Reconciling',
  },
  // A spec that cannot be acted on, or not as it is meant
  'spec-not-accepted': {
    word: 'Failed',
    sentence:
      'spec.fhirVersion is not accepted: "R6" is not one of the choices (and 2 more fields).',
    next: 'Correct the field with an update.',
    road: '!SpecInvalid, ?NotEvaluated, ?NotEvaluated, ?NotEvaluated, ?NotEvaluated',
    summary: 'Stalled',
  },
  'gateway-not-named': {
    word: 'Failed',
    sentence:
      'spec.exposure.gateway is not accepted: it is missing, and the operator has no gateway of its own.',
    next: 'Correct the field with an update.',
    road: '!SpecInvalid, ?NotEvaluated, ?NotEvaluated, ?NotEvaluated, ?NotEvaluated',
    summary: 'Stalled',
  },
  'host-name-taken': {
    word: 'Failed',
    sentence:
      'The host name cardio.fhir.example.org already belongs to radiology/imaging.',
    next: 'Choose another host name.',
    road: '!HostNameTaken, ?NotEvaluated, ?NotEvaluated, ?NotEvaluated, ?NotEvaluated',
    summary: 'Stalled',
  },
  'settings-unknown': {
    word: 'Ready',
    sentence:
      'All 2 replicas serve FHIR R4. The spec is valid, but the server does not read these settings: ApplicationInsights:InstrumentationKey, FhirServer:CoreFeatures:DefualtItemCount.',
    next: 'Take these keys out of settings, or correct their names.',
    road: 'SettingsUnknown, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'settings-refused': {
    word: 'Ready',
    sentence:
      'All 2 replicas serve FHIR R4. The spec is valid, but these settings are left out, because a field of the spec decides them or they are secret: FhirServer__Security__Enabled, SqlServer:ConnectionString.',
    next: 'Use the field of the spec, or a Secret, and take these keys out of settings.',
    road: 'SettingsRefused, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'version-end-of-life': {
    word: 'Ready',
    sentence:
      'All 2 replicas serve FHIR R4B. The spec is valid, but FHIR R4B is no longer maintained upstream.',
    next: 'Plan a move to R4 or R5.',
    road: 'VersionEndOfLife, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  // An identity that does not work
  'identity-not-trusted': {
    word: 'Failed',
    sentence:
      "Azure does not trust the pods yet: AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:cardiology:cardio'.",
    next: 'Wait some minutes, Azure learns a new federated credential slowly. If it stays, provision again.',
    road: 'SpecValid, !IdentityNotTrusted, !CrashLoop, AddressAssigned, ?NotChecked',
    summary: 'none of them',
  },
  'identity-told-by-the-server': {
    word: 'Failed',
    sentence:
      "Azure does not trust the pods yet: AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://westeurope.oic.prod-aks.azure.com/0d6a/'.",
    next: 'Wait some minutes, Azure learns a new federated credential slowly. If it stays, provision again.',
    road: 'SpecValid, !IdentityNotTrusted, !PodsStarting, AddressAssigned, !Unhealthy',
    summary: 'none of them',
  },
  'identity-refused': {
    word: 'Failed',
    sentence:
      "The Azure identity does not work: AADSTS700016: Application with identifier '7a1c4f0e-3a55-4c39-9a0c-7f3a54d7b7aa' was not found in the directory 'Contoso'.",
    next: 'Check that the managed identity exists and trusts this cluster, then provision again.',
    road: 'SpecValid, !IdentityRefused, !CrashLoop, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'pod-identity-binding-fails': {
    word: 'Failed',
    sentence:
      "The Azure identity does not work: The client does not have permission to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope.",
    next: 'Check that the managed identity exists and trusts this cluster, then provision again.',
    road: 'SpecValid, !IdentityRefused, !SchemaInitializing, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'pod-identity-not-installed': {
    word: 'Failed',
    sentence:
      'The cluster does not serve AzureIdentity (aadpodidentity.k8s.io/v1).',
    next: 'Ask the platform team to install it, or choose another kind of exposure or identity.',
    road: 'SpecValid, !ApiNotServed, !SchemaInitializing, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  // Pods that do not start
  'image-tag-unknown': {
    word: 'Failed',
    sentence:
      'The image cannot be pulled: the registry answered "manifest unknown" for tag 5.0.99. 2 of 2 replicas still serve.',
    next: 'Choose a tag that exists, or give the pull secret of the registry.',
    road: 'SpecValid, IdentityBound, !ImagePullFailed, AddressAssigned, Healthy',
    summary: 'Stalled',
  },
  'image-pull-unauthorized': {
    word: 'Failed',
    sentence:
      'The image cannot be pulled: the registry answered "unauthorized" for tag 5.0.30.',
    next: 'Choose a tag that exists, or give the pull secret of the registry.',
    road: 'SpecValid, IdentityBound, !ImagePullFailed, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'registry-unreachable': {
    word: 'Failed',
    sentence:
      'The image cannot be pulled, because the registry cannot be reached: its host name is not known.',
    next: 'Ask the platform team to look at the network between the nodes and the registry.',
    road: 'SpecValid, IdentityBound, !RegistryUnreachable, AddressAssigned, ?NotChecked',
    summary: 'none of them',
  },
  'crash-loop': {
    word: 'Failed',
    sentence:
      "The server stops right after its start: Login failed for user '<token-identified principal>'.",
    next: 'Read the previous log of the pod and correct the setting that it names.',
    road: 'SpecValid, IdentityBound, !CrashLoop, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'crash-loop-between-two-tries': {
    word: 'Failed',
    sentence:
      "The server stops right after its start: Login failed for user '<token-identified principal>'.",
    next: 'Read the previous log of the pod and correct the setting that it names.',
    road: 'SpecValid, IdentityBound, !CrashLoop, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'out-of-memory': {
    word: 'Failed',
    sentence:
      'The server stops right after its start: it needs more memory than its limit.',
    next: 'Read the previous log of the pod and correct the setting that it names.',
    road: 'SpecValid, IdentityBound, !CrashLoop, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'no-node-has-room': {
    word: 'Failed',
    sentence:
      'No node has room for cardio-7c9d8b6f5-x1m4q: untolerated taint {node-role.kubernetes.io/control-plane: }, not enough memory.',
    next: 'Choose a smaller size, or ask the platform team for more nodes.',
    road: 'SpecValid, IdentityBound, !Unschedulable, AddressAssigned, ?NotChecked',
    summary: 'none of them',
  },
  'secret-missing': {
    word: 'Failed',
    sentence:
      'A pod cannot start with its configuration: secret "cardio-sql" not found.',
    next: 'Create what is missing, or correct its name with an update.',
    road: 'SpecValid, IdentityBound, !ConfigInvalid, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'roles-file-missing': {
    word: 'Failed',
    sentence:
      'A pod cannot start with its configuration: configmap "cardio-roles" not found.',
    next: 'Create what is missing, or correct its name with an update.',
    road: 'SpecValid, IdentityBound, !ConfigInvalid, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'quota-exceeded': {
    word: 'Failed',
    sentence:
      'The namespace allows no more: quota team has no room for limits.memory=2Gi.',
    next: 'Ask the platform team to raise the quota, or choose a smaller size.',
    road: 'SpecValid, IdentityBound, !QuotaExceeded, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  'pods-refused-by-policy': {
    word: 'Failed',
    sentence:
      'The cluster does not accept the pods: admission webhook "validation.gatekeeper.sh" denied the request: [azurepolicy-k8sazurev2containerallowedimag-1a2b] Container image mcr.microsoft.com/healthcareapis/r4-fhir-server:5.0.30 has not been allowed.',
    next: 'Ask the platform team which policy of the namespace refuses them.',
    road: 'SpecValid, IdentityBound, !PodsRefused, AddressAssigned, ?NotChecked',
    summary: 'none of them',
  },
  'rollout-stuck': {
    word: 'Failed',
    sentence:
      'The rollout does not advance: 1 of 2 replicas are new, 2 serve; cardio-84bf6d7c9-q7w2e: Readiness probe failed: HTTP probe failed with statuscode: 503.',
    next: 'Look at the pods and events on the FHIR tab.',
    road: 'SpecValid, IdentityBound, !RolloutStuck, AddressAssigned, Healthy',
    summary: 'Stalled',
  },
  'schema-upgrade-failed': {
    word: 'Failed',
    sentence:
      "The upgrade of the database schema failed: Cannot open server 'sql-fhir' requested by the login. Client with IP address '20.61.4.9' is not allowed to access the server.",
    next: 'Read the log of the schema Job, mend the cause, and delete the Job to run it again.',
    road: 'SpecValid, IdentityBound, !SchemaUpgradeFailed, AddressAssigned, ?NotChecked',
    summary: 'Stalled',
  },
  // No way in
  'route-refused': {
    word: 'Failed',
    sentence:
      'The gateway refuses the route: hostnames matched parent hostname "*.example.org", but namespace "cardiology" is not allowed by the parent.',
    next: 'Correct the gateway or the host name, or ask the platform team.',
    road: 'SpecValid, IdentityBound, PodsReady, !RouteRefused, Healthy',
    summary: 'Stalled',
  },
  'route-references-unresolved': {
    word: 'Failed',
    sentence:
      'The gateway refuses the route: backend(cardio.cardiology.svc.cluster.local) not found.',
    next: 'Correct the gateway or the host name, or ask the platform team.',
    road: 'SpecValid, IdentityBound, PodsReady, !RouteRefused, Healthy',
    summary: 'Stalled',
  },
  'gateway-api-missing': {
    word: 'Failed',
    sentence:
      'The cluster does not serve HTTPRoute (gateway.networking.k8s.io/v1).',
    next: 'Ask the platform team to install it, or choose another kind of exposure or identity.',
    road: 'SpecValid, IdentityBound, PodsReady, !ApiNotServed, Healthy',
    summary: 'Stalled',
  },
  // What the server says
  'server-degraded': {
    word: 'Degraded',
    sentence:
      'The server says it is degraded: DataStoreHealthCheck: the customer-managed key of the database cannot be used (CustomerManagedKeyAccessLost).',
    next: 'Check the database and the storage that the server uses.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, !Degraded',
    summary: 'none of them',
  },
  'database-down': {
    word: 'Failed',
    sentence:
      "The server says it is unhealthy: DataStoreHealthCheck: Cannot open server 'sql-fhir' requested by the login. Client with IP address '20.61.4.9' is not allowed to access the server.",
    next: 'Check the database, then the log of the pods.',
    road: 'SpecValid, IdentityBound, !PodsStarting, AddressAssigned, !Unhealthy',
    summary: 'none of them',
  },
  'server-unreachable': {
    word: 'Degraded',
    sentence:
      'The pods are ready, but the server does not answer: no answer within 10 s.',
    next: 'Look at the network policy and the log of the pods.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, !Unreachable',
    summary: 'none of them',
  },
  // What somebody decided
  sleeping: {
    word: 'Paused',
    sentence: 'The server sleeps: replicas is 0.',
    next: 'Set replicas to 1 or more to wake it.',
    road: 'SpecValid, IdentityBound, !Sleeping, AddressAssigned, ?NotChecked',
    summary: 'none of them',
  },
  paused: {
    word: 'Paused',
    sentence: 'The operator leaves everything as it is.',
    next: 'Set reconcilePolicy to Manage to go on.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Ready',
  },
  'paused-while-failing': {
    word: 'Paused',
    sentence:
      'The operator leaves everything as it is. A pod cannot start with its configuration: secret "cardio-sql" not found.',
    next: 'Set reconcilePolicy to Manage to go on.',
    road: 'SpecValid, IdentityBound, !ConfigInvalid, AddressAssigned, ?NotChecked',
    summary: 'none of them',
  },
  deleting: {
    word: 'Deleting',
    sentence:
      'It is being deleted; still there: Deployment, NetworkPolicy, 2 Pods, ReplicaSet.',
    road: 'SpecValid, ?Deleting, PodsReady, ?Deleting, Healthy',
    summary: 'Reconciling',
  },
  'deletion-held-by-a-finalizer': {
    word: 'Deleting',
    sentence: 'It is being deleted; it waits for example.org/backup.',
    road: 'SpecValid, ?Deleting, ?Deleting, ?Deleting, ?Deleting',
    summary: 'Reconciling',
  },
  'deleting-although-protected': {
    word: 'Deleting',
    sentence:
      'It is being deleted although deletion protection is on; still there: Service.',
    next: 'Ask the platform team to install the admission policy that enforces the protection.',
    road: 'SpecValid, ?Deleting, ?Deleting, ?Deleting, ?Deleting',
    summary: 'Reconciling',
  },
  // What the operator may not write
  'field-owned-by-another': {
    word: 'Failed',
    sentence:
      'Somebody else owns a field of Ingress cardio: kubectl owns spec.rules.',
    next: 'Let the other manager give the field up, or delete the object.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'Stalled',
  },
  'object-refused': {
    word: 'Failed',
    sentence:
      'The cluster does not take Ingress cardio: admission webhook "validate.nginx.ingress.kubernetes.io" denied the request: annotation is not allowed.',
    next: 'Correct the field that it names with an update, or ask the platform team which policy refuses it.',
    road: 'SpecValid, IdentityBound, PodsReady, AddressAssigned, Healthy',
    summary: 'none of them',
  },
  'operator-not-allowed': {
    word: 'Failed',
    sentence:
      'The operator may not write NetworkPolicy cardio: networkpolicies.networking.k8s.io is forbidden.',
    next: 'Ask the platform team to give the operator this right.',
    road: 'SpecValid, !IdentityPending, !PodsStarting, !AddressPending, ?NotChecked',
    summary: 'Stalled',
  },
};

describe('statusOf', () => {
  it.each(Object.entries(situations))('tells %s', (name, expected) => {
    const snapshot = read(name);
    const status = statusOf(snapshot, settings, NOW);
    expect(told(snapshot, status)).toEqual(expected);
  });

  it('has a situation for every fixture', () => {
    const fixtures = fs
      .readdirSync(FIXTURES)
      .map(file => file.replace('.json', ''));
    expect(Object.keys(situations).sort()).toEqual(fixtures.sort());
  });

  it.each(Object.keys(situations))(
    'does not change what has not changed: %s',
    name => {
      const snapshot = read(name);
      const first = statusOf(snapshot, settings, NOW);
      const fhir = { ...snapshot.fhir, status: first };
      expect(statusOf({ ...snapshot, fhir }, settings, LATER)).toEqual(first);
    },
  );

  it.each(Object.keys(situations))(
    'leaves its input alone and survives a round trip through the API server: %s',
    name => {
      const snapshot = deepFreeze(read(name));
      const status = statusOf(snapshot, settings, NOW);
      const stored: unknown = JSON.parse(JSON.stringify(status));
      expect(parseFhirStatus(stored)).toEqual(status);
    },
  );

  it.each(Object.keys(situations))(
    'writes every condition once, about the generation it has seen: %s',
    name => {
      const { conditions, observedGeneration } = statusOf(
        read(name),
        settings,
        NOW,
      );
      expect(conditions.map(({ type }) => type)).toEqual(CONDITION_TYPES);
      for (const { message, observedGeneration: seen } of conditions) {
        expect(seen).toBe(observedGeneration);
        expect(message).toMatch(/^\S.*\S[.!?…]$/);
        expect(message).not.toMatch(/undefined|\{\w+\}/);
      }
    },
  );

  it('gives a condition a new time only when its status changes', () => {
    const before = statusOf(read('rolling-out'), settings, NOW);
    const after = afterwards('image-tag-unknown', before, LATER);
    const times = transitions(after);
    expect(times.WorkloadAvailable).toBe(NOW);
    expect(condition(after, 'WorkloadAvailable')?.reason).toBe(
      'ImagePullFailed',
    );
    expect(times.Stalled).toBe(LATER);
    expect(times.Reconciling).toBe(LATER);
    expect(times.Exposed).toBe(NOW);
  });

  it('says the same while a container is tried again and again', () => {
    const waiting = statusOf(read('crash-loop'), settings, NOW);
    const running = afterwards('crash-loop-between-two-tries', waiting, LATER);
    expect(running.conditions).toEqual(waiting.conditions);
  });

  it('keeps what the server said until it is asked again', () => {
    const { server, ...snapshot } = read('server-degraded');
    const before = statusOf({ ...snapshot, server }, settings, NOW);
    const fhir = { ...snapshot.fhir, status: before };
    expect(statusOf({ ...snapshot, fhir }, settings, LATER)).toEqual(before);
  });

  it('keeps the version of a server that does not say it any more', () => {
    const status = statusOf(read('server-unreachable'), settings, NOW);
    expect(status.server).toEqual({
      softwareVersion: '5.0.30',
      fhirVersion: '4.0.1',
      health: 'Unreachable',
    });
  });

  it('does not blame a server that has no way in yet', () => {
    const snapshot: FhirSnapshot = {
      ...read('ingress-without-address'),
      server: { health: 'Unreachable', detail: 'ENOTFOUND' },
    };
    const status = statusOf(snapshot, settings, NOW);
    expect(condition(status, 'ServerHealthy')).toMatchObject({
      status: 'Unknown',
      reason: 'NotChecked',
    });
    expect(condition(status, 'Ready')?.reason).toBe('AddressPending');
  });

  it('forgets an old refusal of Azure once the server is well', () => {
    const { fhir, children, server } = read('ready');
    const pod = children.find(({ kind }) => kind === 'Pod');
    const events = [
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'old' },
        type: 'Warning',
        reason: 'Unhealthy',
        message: 'AADSTS70021: No matching federated identity record found.',
        involvedObject: { kind: 'Pod', name: pod?.metadata.name },
      },
    ];
    const status = statusOf({ fhir, children, server, events }, settings, NOW);
    expect(condition(status, 'IdentityReady')?.status).toBe('True');
  });

  it('counts a pod with two address families once', () => {
    const status = statusOf(read('ready-with-one-replica'), settings, NOW);
    expect(status).toMatchObject({ replicas: 1, readyReplicas: 1 });
  });

  it('counts the pods that get traffic, and takes the word of the Deployment before there are endpoints', () => {
    const snapshot = read('rolling-out');
    const children = snapshot.children.filter(
      ({ kind }) => kind !== 'EndpointSlice',
    );
    expect(statusOf(snapshot, settings, NOW).readyReplicas).toBe(2);
    expect(statusOf({ ...snapshot, children }, settings, NOW)).toMatchObject({
      replicas: 3,
      readyReplicas: 2,
    });
  });

  it('gives the scale subresource its selector, and people the address and the image', () => {
    expect(statusOf(read('ready'), settings, NOW)).toMatchObject({
      observedGeneration: 3,
      selector:
        'app.kubernetes.io/name=fhir-server,app.kubernetes.io/instance=cardio,app.kubernetes.io/component=server',
      url: 'https://cardio.fhir.example.org',
      image: 'mcr.microsoft.com/healthcareapis/r4-fhir-server:5.0.30',
    });
  });

  it('lists the children, and of those that come and go only the ones that are not well', () => {
    const { children } = statusOf(read('image-tag-unknown'), settings, NOW);
    expect(children).toEqual([
      {
        kind: 'Deployment',
        name: 'cardio',
        ready: 'False',
        reason: 'A new version is rolling out.',
      },
      { kind: 'Ingress', name: 'cardio', ready: 'True' },
      {
        kind: 'Pod',
        name: 'cardio-84bf6d7c9-q7w2e',
        ready: 'False',
        reason:
          'The image cannot be pulled: the registry answered "manifest unknown" for tag 5.0.99.',
      },
      {
        kind: 'ReplicaSet',
        name: 'cardio-84bf6d7c9',
        ready: 'False',
        reason: 'Pods are starting.',
      },
      { kind: 'ServiceAccount', name: 'cardio', ready: 'True' },
    ]);
  });

  it('keeps the list of children within the bounds of the definition', () => {
    const { fhir, events, children } = read('crash-loop');
    const [pod] = children.filter(({ kind }) => kind === 'Pod');
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...pod,
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...pod?.metadata, name: `cardio-${index}` },
    }));
    const status = statusOf(
      { fhir, events, children: [...children, ...many] },
      settings,
      NOW,
    );
    expect(status.children).toHaveLength(64);
    for (const { reason = '' } of status.children ?? []) {
      expect(reason.length).toBeLessThanOrEqual(256);
    }
  });
});

function read(name: string): FhirSnapshot {
  const file = path.join(FIXTURES, `${name}.json`);
  const json: FhirSnapshot = JSON.parse(fs.readFileSync(file, 'utf8'));
  // A Fhir that cannot be parsed is handed on as it stands.
  const fhir = json.specErrors ? json.fhir : parseFhir(json.fhir);
  return { ...json, fhir };
}

function afterwards(name: string, before: FhirStatus, now: string): FhirStatus {
  const snapshot = read(name);
  const fhir = { ...snapshot.fhir, status: before };
  return statusOf({ ...snapshot, fhir }, settings, now);
}

function told(snapshot: FhirSnapshot, status: FhirStatus): Expected {
  const { word, sentence, next } = health({ ...snapshot.fhir, status });
  const holds = (type: ConditionType) =>
    condition(status, type)?.status === 'True';
  const summaries: ConditionType[] = ['Ready', 'Reconciling', 'Stalled'];
  return {
    word,
    sentence,
    ...(next ? { next } : {}),
    road: status.conditions
      .filter(({ type }) => !summaries.includes(type))
      .map(({ status: answer, reason }) => `${MARKS[answer]}${reason}`)
      .join(', '),
    summary: summaries.filter(holds).join(', ') || 'none of them',
  };
}

function transitions(status: FhirStatus): Record<string, string> {
  return Object.fromEntries(
    status.conditions.map(({ type, lastTransitionTime }) => [
      type,
      lastTransitionTime,
    ]),
  );
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
