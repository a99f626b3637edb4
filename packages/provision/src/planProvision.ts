import {
  ANNOTATIONS,
  instanceId,
  madeByProvisioning,
  specChanges,
  type FhirSpec,
  type Ownership,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { fhirManifest, specWithPlannedIdentity } from './fhirManifest';
import { identitySteps, planIdentity, type IdentityPlan } from './identityPlan';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import { readCurrent } from './providers/kubernetes/readCurrent';
import { Run } from './Run';
import type { Plan, Step } from './Step';
import {
  isBeingDeleted,
  storedSpec,
  type StoredFhir,
} from './providers/kubernetes/StoredFhir';

/** Everything that is decided before anything is done. */
export interface PreparedProvision {
  plan: Plan;
  identity: IdentityPlan;
  /** The Fhir as planned; all zeros where Azure has yet to decide. */
  manifest: StoredFhir;
  /** Whether the Fhir is there already as it is wanted. */
  applied: boolean;
}

/** What provisioning would do, from what exists now; touches nothing. Throws `ProvisionError` when it would refuse. */
export async function planProvision(
  request: ProvisionRequest,
  dependencies: ProvisionDependencies,
): Promise<Plan> {
  const run = new Run(dependencies);
  try {
    return (await prepareProvision(run, request)).plan;
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** Reads, refuses what cannot be done, and plans. */
export async function prepareProvision(
  run: Run,
  request: ProvisionRequest,
): Promise<PreparedProvision> {
  const { target, spec } = request;
  const current = await readCurrent(run, target);
  if (current.fhir) requireSameRequest(current.fhir, request);
  const identity = await planIdentity(run, target, spec, current.uid);
  const applied = !!current.fhir && namesIdentity(current.fhir, identity);
  const manifest = fhirManifest(
    target,
    request.ownership,
    specWithPlannedIdentity(spec, identity),
  );
  const plan = toPlan(run, request, { identity, applied, manifest });
  return { plan, identity, applied, manifest };
}

/** An identity that was deleted and made again has another client id: the Fhir must learn it. */
function namesIdentity(fhir: StoredFhir, identity: IdentityPlan): boolean {
  return (
    identity.kind !== 'managed' ||
    (identity.existing !== undefined &&
      storedSpec(fhir)?.identity.clientId === identity.existing.clientId)
  );
}

function toPlan(
  run: Run,
  { target, ownership, spec }: ProvisionRequest,
  prepared: Omit<PreparedProvision, 'plan'>,
): Plan {
  const steps: Step[] = [
    ...identitySteps(prepared.identity, run.identities?.place ?? 'Azure'),
    fhirStep(target, prepared.applied),
    {
      id: 'ready',
      action: 'wait',
      sentence: `Wait until ${target.name} is ready`,
    },
  ];
  return {
    instance: instanceId(target),
    steps,
    manifests: [prepared.manifest],
    summary: summaryOf(spec, ownership),
    changed: steps.some(({ action }) => action === 'create'),
  };
}

function fhirStep(
  { cluster, namespace, name }: ProvisionRequest['target'],
  exists: boolean,
): Step {
  return exists
    ? {
        id: 'fhir',
        action: 'keep',
        sentence: `Fhir ${name} is in ${cluster}/${namespace} already, with these settings`,
      }
    : {
        id: 'fhir',
        action: 'create',
        sentence: `Apply Fhir ${name} to ${cluster}/${namespace}`,
      };
}

function summaryOf(spec: FhirSpec, { owner }: Ownership): string[] {
  const { security, exposure, database } = spec;
  return [
    `A FHIR ${spec.fhirVersion} server, size ${spec.size}${owner ? `, owned by ${owner}` : ''}.`,
    exposure.type === 'None'
      ? 'It is reached inside the cluster only.'
      : `It is reached at ${exposure.host}.`,
    security.mode === 'Enabled'
      ? `Every request needs a token of ${security.authority} for ${security.audience}.`
      : 'Sign-in is off: anyone who reaches the server reads and writes everything.',
    `Data is in database ${database.name} on ${database.server}; it is never deleted.`,
  ];
}

/** A Fhir of that name may only be the one that this same request made before. */
function requireSameRequest(
  fhir: StoredFhir,
  { target, ownership, spec }: ProvisionRequest,
): void {
  const where = `${target.cluster}/${target.namespace}`;
  if (isBeingDeleted(fhir)) {
    throw taken(
      `${target.name} in ${where} is being deleted.`,
      'Wait until it is gone, or choose another name.',
    );
  }
  if (!madeByProvisioning(fhir.metadata)) {
    throw new ProvisionError(
      `${target.name} exists already in ${where} and was not made by provisioning; it was not touched.`,
      {
        code: 'not-ours',
        next: 'Choose another name, or change it with the tool that made it.',
      },
    );
  }
  const owner = fhir.metadata.annotations?.[ANNOTATIONS.owner];
  if (owner !== ownership.owner) {
    throw taken(
      `The name ${target.name} is taken in ${where}: it belongs to ${owner ?? 'nobody'}.`,
      'Choose another name.',
    );
  }
  const different = differingFields(fhir, spec);
  if (different.length > 0) {
    throw taken(
      `${target.name} exists already in ${where}, with another ${different.join(', ')}.`,
      'Change it with an update, or choose another name.',
    );
  }
}

function differingFields(fhir: StoredFhir, wanted: FhirSpec): string[] {
  const stored = storedSpec(fhir);
  if (!stored) return ['spec that is not valid any more'];
  return specChanges(stored, {
    ...wanted,
    identity: { ...stored.identity, type: wanted.identity.type },
  }).map(({ field }) => field);
}

function taken(message: string, next: string): ProvisionError {
  return new ProvisionError(message, { code: 'name-taken', next });
}
