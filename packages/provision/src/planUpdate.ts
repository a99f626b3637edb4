import {
  ANNOTATIONS,
  applyChanges,
  describeIssue,
  instanceId,
  specChanges,
  type FhirSpec,
  type Ownership,
  type SpecChange,
  type SpecChanges,
  type UpdateRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { changesAnything, shownStep } from './PlannedStep';
import type { PreparedProvision } from './planProvision';
import { planEnsure } from './planResources';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import { readClusterUid, readFhir } from './providers/kubernetes/readCurrent';
import { storedSpec, type StoredFhir } from './providers/kubernetes/StoredFhir';
import { readyStep } from './readyStep';
import { requireOwnFhir } from './requireOwnFhir';
import { requestedFhir, requestedSpec } from './resources/fhir';
import type { ResourceContext } from './resources/Resource';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';

/** What an update would do; touches nothing. Throws `ProvisionError` when it would refuse. */
export async function planUpdate(
  request: UpdateRequest,
  dependencies: ProvisionDependencies,
): Promise<Plan> {
  const run = new Run(dependencies);
  try {
    const prepared = await prepareUpdate(run, request, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    return prepared.plan;
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** Reads, refuses what cannot be done, and plans. */
export async function prepareUpdate(
  run: Run,
  request: UpdateRequest,
  options: { timeoutMs: number; force?: boolean },
): Promise<PreparedProvision> {
  const { target } = request;
  const fhir = requireOwnFhir(await readFhir(run, target), target, 'changed');
  const before = requireValidSpec(fhir);
  const spec = changedSpec(before, request);
  const changesIdentity = changesField(before, spec, 'identity');
  const context: ResourceContext = {
    run,
    target,
    fhir,
    clusterUid: changesIdentity ? await readClusterUid(run) : undefined,
    request: { spec, ownership: ownershipOf(fhir), force: options.force },
    identities: [],
  };
  const { step, result } = readyStep(run, target, options.timeoutMs);
  // Azure is asked only about what changes.
  const ensure = await planEnsure(
    context,
    ({ field }) => !field || changesField(before, spec, field),
  );
  const changes = specChanges(before, requestedSpec(context));
  const steps = changesAnything(ensure) ? [...ensure, step] : ensure;
  const manifest = requestedFhir(context);
  const plan: Plan = {
    instance: instanceId(target),
    steps: steps.map(shownStep),
    manifests: [manifest],
    summary:
      changes.length > 0
        ? changes.map(describeChange)
        : ['Nothing changes: the FHIR server has these settings already.'],
    changed: changesAnything(steps),
  };
  return { plan, steps, manifest, ready: result };
}

function changesField(
  before: FhirSpec,
  after: FhirSpec,
  name: keyof FhirSpec,
): boolean {
  return specChanges(before, after).some(({ field }) => field.startsWith(name));
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
  const result = applyChanges(before, withoutOldIds(before, changes));
  if ('spec' in result) return result.spec;
  throw new ProvisionError(
    ['The change is not possible:', ...result.issues.map(describeIssue)].join(
      '\n',
    ),
    { code: 'invalid', next: 'Correct the fields and run it again.' },
  );
}

/** Another type of identity gets the ids of its own identity, unless the change names them. */
function withoutOldIds(before: FhirSpec, changes: SpecChanges): SpecChanges {
  const { type, ...named } = Object(changes.identity);
  if (!type || type === before.identity.type || type === 'None') return changes;
  const noIds = { clientId: null, tenantId: null, resourceId: null };
  return { ...changes, identity: { type, ...noIds, ...named } };
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
