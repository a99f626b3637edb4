import {
  ANNOTATIONS,
  instanceId,
  madeByProvisioning,
  specChanges,
  type FhirSpec,
  type Ownership,
  type ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { changesAnything, shownStep, type PlannedStep } from './PlannedStep';
import { planEnsure } from './planResources';
import type { ProvisionDependencies } from './ProvisionDependencies';
import { ProvisionError } from './ProvisionError';
import { readCurrent } from './providers/kubernetes/readCurrent';
import {
  isBeingDeleted,
  storedSpec,
  type StoredFhir,
} from './providers/kubernetes/StoredFhir';
import { readyStep, type ReadyStep } from './readyStep';
import { requestedFhir } from './resources/fhir';
import type { ResourceContext } from './resources/Resource';
import { Run } from './Run';
import type { Plan } from './Step';
import { timeoutMs } from './timeoutMs';

/** A plan together with its work. */
export interface PreparedProvision {
  plan: Plan;
  steps: PlannedStep[];
  /** The Fhir as planned, without the ids that Azure has yet to assign. */
  manifest: StoredFhir;
  /** What the wait for Ready found. */
  ready: ReadyStep['result'];
}

/** What provisioning would do, from what exists now; touches nothing. Throws `ProvisionError` when it would refuse. */
export async function planProvision(
  request: ProvisionRequest,
  dependencies: ProvisionDependencies,
): Promise<Plan> {
  const run = new Run(dependencies);
  try {
    const prepared = await prepareProvision(run, request, {
      timeoutMs: timeoutMs(request, dependencies),
    });
    return prepared.plan;
  } catch (error) {
    throw await run.conclude(error);
  }
}

/** Reads, refuses what cannot be done, and plans. */
export async function prepareProvision(
  run: Run,
  request: ProvisionRequest,
  options: { timeoutMs: number },
): Promise<PreparedProvision> {
  const { target, spec, ownership } = request;
  const { fhir, uid: clusterUid } = await readCurrent(run, target);
  if (fhir) requireSameRequest(fhir, request);
  const context: ResourceContext = {
    run,
    target,
    fhir,
    clusterUid,
    request: { spec, ownership },
    identities: [],
  };
  const { step, result } = readyStep(run, target, options.timeoutMs);
  const steps = [...(await planEnsure(context)), step];
  const manifest = requestedFhir(context);
  const plan: Plan = {
    instance: instanceId(target),
    steps: steps.map(shownStep),
    manifests: [manifest],
    summary: summaryOf(spec, ownership),
    changed: changesAnything(steps),
  };
  return { plan, steps, manifest, ready: result };
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
