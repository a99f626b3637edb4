import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  makeValidator,
  parseEntityRef,
  type ResourceEntity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  entityName,
  FHIR_GROUP,
  instanceId,
} from '@fhir-on-aks/plugin-fhir-common';

/** What the catalog needs of a Fhir as it stands in the cluster; the spec may be one that the operator refuses. */
export interface CatalogFhir {
  metadata: {
    name: string;
    namespace?: string;
    annotations?: Record<string, string>;
  };
  spec?: unknown;
  status?: unknown;
}

/** The entity, and what of the annotations could not be used. */
export interface FhirEntity {
  entity: Entity;
  warnings: string[];
}

/** Owner of a server that says nothing usable about its owner; the word that Backstage itself uses. */
export const UNKNOWN_OWNER = 'group:default/unknown';

/** A Fhir as the catalog shows it: a Resource of type `fhir-server`. */
export function fhirEntity(
  fhir: CatalogFhir,
  options: { cluster: string; entityNamePattern: string },
): FhirEntity {
  const { name, namespace = 'default', annotations = {} } = fhir.metadata;
  const target = { cluster: options.cluster, namespace, name };
  const id = instanceId(target);
  const warnings: string[] = [];
  const reference = (annotation: string, kind: string) =>
    entityReference(annotations[annotation], kind, problem =>
      warnings.push(`${id}: annotation ${annotation} ${problem}`),
    );
  const owner = reference(ANNOTATIONS.owner, 'Group') ?? UNKNOWN_OWNER;
  const system = reference(ANNOTATIONS.system, 'System');
  const entity: ResourceEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      namespace,
      name: entityName(target, options.entityNamePattern),
      // Without one, the portal would show the namespace as part of the name.
      title: trimmed(annotations[ANNOTATIONS.title]) ?? name,
      description: trimmed(annotations[ANNOTATIONS.description]),
      annotations: {
        [ANNOTATION_LOCATION]: `${FHIR_GROUP}:${id}`,
        [ANNOTATION_ORIGIN_LOCATION]: `${FHIR_GROUP}:${id}`,
        [ANNOTATIONS.instance]: id,
        'backstage.io/kubernetes-id': name,
        'backstage.io/kubernetes-namespace': namespace,
        'backstage.io/kubernetes-cluster': options.cluster,
      },
      tags: ['fhir', ...versionTag(fhir.spec)],
      links: urlLinks(fhir.status),
    },
    spec: { type: 'fhir-server', owner, ...(system ? { system } : {}) },
  };
  return { entity, warnings };
}

const { isValidKind, isValidNamespace, isValidEntityName } = makeValidator();

function entityReference(
  value: string | undefined,
  defaultKind: string,
  refuse: (problem: string) => void,
): string | undefined {
  if (!value) return undefined;
  const reference = parseReference(value, defaultKind);
  if (!reference) {
    refuse(
      `is '${value}', which is no entity reference: write <kind>:<namespace>/<name>`,
    );
  }
  return reference;
}

/** `parseEntityRef` takes nearly any text; the parts must be what the catalog accepts as well. */
function parseReference(value: string, defaultKind: string) {
  try {
    const reference = parseEntityRef(value, {
      defaultKind,
      defaultNamespace: 'default',
    });
    return isValidKind(reference.kind) &&
      isValidNamespace(reference.namespace) &&
      isValidEntityName(reference.name)
      ? stringifyEntityRef(reference)
      : undefined;
  } catch {
    return undefined;
  }
}

function trimmed(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}

/** Tags are lower case; a version that is no string is left to the operator, which refuses it. */
function versionTag(spec: unknown): string[] {
  const version = field(spec, 'fhirVersion');
  return version && /^[A-Za-z0-9]{1,63}$/.test(version)
    ? [version.toLowerCase()]
    : [];
}

function urlLinks(status: unknown) {
  const url = field(status, 'url');
  if (!url || !URL.canParse(url)) return [];
  const base = url.replace(/\/+$/, '');
  return [
    { url, title: 'FHIR endpoint', icon: 'web', type: 'fhir-endpoint' },
    {
      url: `${base}/metadata`,
      title: 'Capability statement',
      icon: 'docs',
      type: 'fhir-capability',
    },
  ];
}

function field(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
}
