import {
  ANNOTATIONS,
  applyChanges,
  describeIssue,
  instanceId,
  specChanges,
  type FhirSpec,
  type Ownership,
  type SpecChange,
  type UpdateRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  fhirManifest,
  specWithPlannedIdentity,
  withoutUnknownIds,
  withUnknownIds,
} from './fhirManifest';
import { identitySteps, planIdentity, type IdentityPlan } from './identityPlan';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import { readClusterUid, readFhir } from './providers/kubernetes/readCurrent';
import { requireOwnFhir } from './requireOwnFhir';
import { Run } from './Run';
import type { Plan, Step } from './Step';
import { storedSpec, type StoredFhir } from './providers/kubernetes/StoredFhir';

/** Everything that is decided before anything is done. */
export interface PreparedUpdate {
  plan: Plan;
  changes: SpecChange[];
  identity: IdentityPlan;
  ownership: Ownership;
  /** The whole spec after the update, but for the ids of an identity that is still to be made. */
  spec: FhirSpec;
  manifest: StoredFhir;
}

/** What an update would do; touches nothing. Throws `ProvisionError` when it would refuse. */
export async function planUpdate(
  request: UpdateRequest,
  dependencies: ProvisionDependencies,
): Promise<Plan> {
  const run = new Run(dependencies);
  try {
    return (await prepareUpdate(run, request)).plan;
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** Reads, refuses what cannot be done, and plans. */
export async function prepareUpdate(
  run: Run,
  request: UpdateRequest,
): Promise<PreparedUpdate> {
  const { target } = request;
  const fhir = requireOwnFhir(await readFhir(run, target), target, 'changed');
  const before = requireValidSpec(fhir);
  const spec = changedSpec(before, request);
  const identity = await planIdentityChange(run, request, before, spec);
  const ownership = ownershipOf(fhir);
  const planned = specWithPlannedIdentity(spec, identity);
  const changes = specChanges(before, planned);
  const manifest = fhirManifest(target, ownership, planned);
  const plan = toPlan(run, request, { changes, identity, manifest });
  return { plan, changes, identity, ownership, spec, manifest };
}

function toPlan(
  run: Run,
  { target }: UpdateRequest,
  {
    changes,
    identity,
    manifest,
  }: Pick<PreparedUpdate, 'changes' | 'identity' | 'manifest'>,
): Plan {
  const changed = changes.length > 0;
  const steps: Step[] = [
    ...identitySteps(identity, run.identities?.place ?? 'Azure'),
    {
      id: 'fhir',
      action: changed ? 'update' : 'keep',
      sentence: changed
        ? `Change Fhir ${target.name} in ${target.cluster}/${target.namespace}`
        : `Fhir ${target.name} is like that already`,
    },
    ...(changed ? [readyStep(target.name)] : []),
  ];
  return {
    instance: instanceId(target),
    steps,
    manifests: [manifest],
    summary: changed
      ? changes.map(describeChange)
      : ['Nothing changes: the FHIR server has these settings already.'],
    changed,
  };
}

function readyStep(name: string): Step {
  return {
    id: 'ready',
    action: 'wait',
    sentence: `Wait until ${name} is ready`,
  };
}

/** `replicas: 1 → 2`. */
function describeChange({ field, before, after }: SpecChange): string {
  return `${field}: ${shown(before)} → ${shown(after)}`;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'not set';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function changedSpec(before: FhirSpec, { changes }: UpdateRequest): FhirSpec {
  const result = applyChanges(before, withUnknownIds(before, changes));
  if ('spec' in result) return withoutUnknownIds(result.spec);
  throw new ProvisionError(
    ['The change is not possible:', ...result.issues.map(describeIssue)].join(
      '\n',
    ),
    { code: 'invalid', next: 'Correct the fields and run it again.' },
  );
}

/** Azure is asked only when the identity changes. */
async function planIdentityChange(
  run: Run,
  { target }: UpdateRequest,
  before: FhirSpec,
  spec: FhirSpec,
): Promise<IdentityPlan> {
  const changes = specChanges(before, spec).some(({ field }) =>
    field.startsWith('identity'),
  );
  if (!changes) return { kind: 'none' };
  return planIdentity(run, target, spec, await readClusterUid(run));
}

function requireValidSpec(fhir: StoredFhir): FhirSpec {
  const spec = storedSpec(fhir);
  if (spec) return spec;
  throw new ProvisionError(
    `The spec of ${fhir.metadata.name} as stored is not valid any more, so it cannot be changed field by field.`,
    {
      code: 'invalid',
      next: `Correct it with kubectl edit fhir ${fhir.metadata.name} -n ${fhir.metadata.namespace}, then run it again.`,
    },
  );
}

function ownershipOf({ metadata }: StoredFhir): Ownership {
  const { annotations = {} } = metadata;
  return {
    owner: annotations[ANNOTATIONS.owner],
    system: annotations[ANNOTATIONS.system],
    title: annotations[ANNOTATIONS.title],
    description: annotations[ANNOTATIONS.description],
  };
}
