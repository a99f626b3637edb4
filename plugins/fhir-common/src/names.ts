import { FHIR_API_VERSION, FHIR_GROUP } from './api/fhir';
import { contentHash } from './contentHash';

/** Where a Fhir is, before or after it exists. */
export interface FhirTarget {
  cluster: string;
  namespace: string;
  name: string;
}

/** The part of a Fhir that names are made from. */
export interface NamedFhir {
  metadata: { name: string; namespace: string };
}

/** Longest name of a Fhir: leaves room for the suffixes of its children within a DNS label of 63. */
export const MAX_FHIR_NAME_LENGTH = 40;

/** Label keys; all labels of all objects are made of these. */
export const LABELS = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  partOf: 'app.kubernetes.io/part-of',
  managedBy: 'app.kubernetes.io/managed-by',
  version: 'app.kubernetes.io/version',
  instanceUid: `${FHIR_GROUP}/instance-uid`,
  backstageId: 'backstage.io/kubernetes-id',
  /** Selected by AzureIdentityBinding (Azure/aad-pod-identity, archived 2023-10-02). */
  podIdentityBinding: 'aadpodidbinding',
  /** Selected by the Azure Workload Identity webhook; belongs on the pod template. */
  workloadIdentityUse: 'azure.workload.identity/use',
} as const;

/** Annotation keys. Those of ownership become the catalog entity. */
export const ANNOTATIONS = {
  owner: `${FHIR_GROUP}/owner`,
  system: `${FHIR_GROUP}/system`,
  title: `${FHIR_GROUP}/title`,
  description: `${FHIR_GROUP}/description`,
  /** On the catalog entity: `<cluster>/<namespace>/<name>`. */
  instance: `${FHIR_GROUP}/instance`,
  /** On the pod template: changes when the configuration does, so that the pods roll. */
  configHash: `${FHIR_GROUP}/config-hash`,
  /** On a child: hash of what the operator applied last, so that nothing is sent twice. */
  appliedHash: `${FHIR_GROUP}/applied-hash`,
  /** On a Fhir: any new value makes the operator reconcile at once. */
  reconcileRequestedAt: `${FHIR_GROUP}/reconcile-requested-at`,
  /** Without it AAD Pod Identity lets any namespace use the identity. */
  podIdentityBehavior: 'aadpodidentity.k8s.io/Behavior',
  workloadIdentityClientId: 'azure.workload.identity/client-id',
  workloadIdentityTenantId: 'azure.workload.identity/tenant-id',
  clusterIssuer: 'cert-manager.io/cluster-issuer',
} as const;

/** Field managers of server-side apply: who owns which fields. */
export const FIELD_MANAGERS = {
  /** Writes the Fhir: the provision library. */
  provision: 'fhir-provision',
  /** Writes the children: the operator. */
  operator: 'fhir-operator',
  /** Holds the number of replicas while it passes from the operator to the autoscaler. */
  scale: 'fhir-operator-scale',
} as const;

/** Ports of the FHIR container and of its Service. */
export const PORTS = {
  http: { name: 'http', number: 8080 },
  metrics: { name: 'metrics', number: 1234 },
} as const;

/** Name of the container that runs the FHIR server. */
export const FHIR_CONTAINER = 'fhir';

/** Pod condition that the operator sets when `/health/check` says Healthy; a 200 of that path may mean Degraded. */
export const READINESS_GATE = `${FHIR_GROUP}/storage-initialized`;

/** What a child is for; the label `app.kubernetes.io/component`. */
export type Component =
  | 'server'
  | 'config'
  | 'identity'
  | 'exposure'
  | 'schema'
  | 'scaling'
  | 'network';

/** Names of the children of a Fhir; all are in its namespace. */
export const names = {
  deployment: (fhir: NamedFhir) => fhir.metadata.name,
  service: (fhir: NamedFhir) => fhir.metadata.name,
  serviceAccount: (fhir: NamedFhir) => fhir.metadata.name,
  /** The server settings as environment. */
  settings: (fhir: NamedFhir) => fhir.metadata.name,
  /** The file roles.json; apart from the settings because it is mounted, not read as environment. */
  roles: (fhir: NamedFhir) => `${fhir.metadata.name}-roles`,
  azureIdentity: (fhir: NamedFhir) => fhir.metadata.name,
  azureIdentityBinding: (fhir: NamedFhir) => fhir.metadata.name,
  /** Value of the pod label `aadpodidbinding`, equal to the selector of the binding. */
  podIdentitySelector: (fhir: NamedFhir) => fhir.metadata.name,
  ingress: (fhir: NamedFhir) => fhir.metadata.name,
  httpRoute: (fhir: NamedFhir) => fhir.metadata.name,
  autoscaler: (fhir: NamedFhir) => fhir.metadata.name,
  disruptionBudget: (fhir: NamedFhir) => fhir.metadata.name,
  networkPolicy: (fhir: NamedFhir) => fhir.metadata.name,
  tlsSecret: (fhir: NamedFhir) => `${fhir.metadata.name}-tls`,
  /** A Job cannot be changed: another image or database is another Job. */
  schemaJob: (fhir: NamedFhir, content: string) =>
    `${fhir.metadata.name}-schema-${contentHash(content).slice(0, 8)}`,
} as const;

/** Name of the managed identity in Azure: `id-<namespace>-<name>`, at most 120 of the 128 characters Azure allows. */
export function identityName(target: Omit<FhirTarget, 'cluster'>): string {
  return bounded(`id-${target.namespace}-${target.name}`, 120);
}

/** Name of the federated credential on that identity; one per cluster, 3 to 120 characters. */
export function federatedCredentialName(target: FhirTarget): string {
  return bounded(
    `fhir-${target.cluster}-${target.namespace}-${target.name}`,
    120,
  );
}

/** Subject of the token that Kubernetes issues to the pods of a Fhir. */
export function federatedCredentialSubject(
  target: Omit<FhirTarget, 'cluster'>,
): string {
  return `system:serviceaccount:${target.namespace}:${names.serviceAccount({ metadata: target })}`;
}

/** `<cluster>/<namespace>/<name>`. */
export function instanceId(target: FhirTarget): string {
  return `${target.cluster}/${target.namespace}/${target.name}`;
}

/** The inverse of `instanceId`; undefined when the text does not have three parts. */
export function parseInstanceId(id: string): FhirTarget | undefined {
  const [cluster, namespace, name, ...rest] = id.split('/');
  if (!cluster || !namespace || !name || rest.length > 0) return undefined;
  return { cluster, namespace, name };
}

/** Fills `{cluster}`, `{namespace}`, `{name}` and `{host}` of a pattern; an unknown placeholder stays. */
export function fillPattern(
  pattern: string,
  values: Partial<Record<'cluster' | 'namespace' | 'name' | 'host', string>>,
): string {
  return pattern.replace(
    /\{(cluster|namespace|name|host)\}/g,
    (placeholder, key: keyof typeof values) => values[key] ?? placeholder,
  );
}

/** Name of the catalog entity; at most 63 characters, the limit of the catalog. */
export function entityName(target: FhirTarget, pattern = '{name}'): string {
  return bounded(fillPattern(pattern, target), 63);
}

/** Reference of the catalog entity: `resource:<namespace>/<entity name>`. */
export function entityRef(target: FhirTarget, pattern?: string): string {
  return `resource:${target.namespace}/${entityName(target, pattern)}`;
}

/** Labels that choose the pods of a Fhir; they never change, a Deployment's selector cannot. */
export function selectorLabels(fhir: NamedFhir): Record<string, string> {
  return {
    [LABELS.name]: 'fhir-server',
    [LABELS.instance]: fhir.metadata.name,
    [LABELS.component]: 'server',
  };
}

/** Labels of every child. */
export function childLabels(
  fhir: NamedFhir & {
    metadata: { uid: string };
    spec: { fhirVersion: string };
  },
  component: Component,
): Record<string, string> {
  return {
    ...selectorLabels(fhir),
    [LABELS.component]: component,
    [LABELS.partOf]: 'fhir-on-aks',
    [LABELS.managedBy]: FIELD_MANAGERS.operator,
    [LABELS.version]: fhir.spec.fhirVersion,
    [LABELS.instanceUid]: fhir.metadata.uid,
    [LABELS.backstageId]: fhir.metadata.name,
  };
}

/** Whether a Fhir was made by provisioning: others may look at what is not, and change it with the tool that made it. */
export function madeByProvisioning(metadata: {
  labels?: Record<string, string>;
}): boolean {
  return metadata.labels?.[LABELS.managedBy] === FIELD_MANAGERS.provision;
}

/** The owner reference of every child: they go with the Fhir by garbage collection. */
export function ownerReference(fhir: {
  metadata: { name: string; uid: string };
}) {
  return {
    apiVersion: FHIR_API_VERSION,
    kind: 'Fhir',
    name: fhir.metadata.name,
    uid: fhir.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

function bounded(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = contentHash(name).slice(0, 8);
  return `${name.slice(0, limit - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}
