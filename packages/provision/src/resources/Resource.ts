import type {
  FhirSpec,
  Ownership,
  ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import type { ManagedIdentity } from '../ManagedIdentityProvider';
import type { PlannedStep } from '../PlannedStep';
import type { StoredFhir } from '../providers/kubernetes/StoredFhir';
import type { Run } from '../Run';
import type { StepId } from '../Step';

/** What the resources of one operation know, and what they tell those that come after them. */
export interface ResourceContext {
  readonly run: Run;
  readonly target: ProvisionTarget;
  /** Uid of the cluster; left out when it may not be read, or does not matter. */
  readonly clusterUid?: string;
  /** The Fhir as it is stored. */
  readonly fhir?: StoredFhir;
  /** What is to be there afterwards; left out when everything is to go. */
  readonly request?: {
    ownership: Ownership;
    spec: FhirSpec;
    /** Takes fields over from other field managers. */
    force?: boolean;
  };
  /** How long to wait until everything is gone. */
  readonly timeoutMs?: number;
  /** Name of the managed identity that is provisioned; left out when none is. */
  identityName?: string;
  /** The managed identities of this server that exist. */
  identities: ManagedIdentity[];
}

/**
 * One kind of thing that provisioning makes. Its steps are planned from what exists; each may be repeated at any time.
 * A new Azure resource is one file with one of these, and its place in `resources`.
 */
export interface Resource<Item> {
  readonly id: StepId;
  /** Field of the spec that decides about it: an update that leaves the field alone leaves the resource alone. */
  readonly field?: keyof FhirSpec;
  /** Tags by which it is recognized as ours; left out when it cannot have any and belongs to one that has. */
  tags?(context: ResourceContext): Record<string, string>;
  /** What exists: with a request, what it needs; without, everything that was made for this server. */
  read(context: ResourceContext): Promise<Item[]>;
  /** What is to be done for the request. Throws `ProvisionError` when it cannot be. */
  plan(context: ResourceContext, existing: Item[]): Array<Change<Item>>;
  /** Creates or updates one; gives back nothing, but may tell the context. */
  ensure(
    context: ResourceContext,
    item: Item,
    signal: AbortSignal | undefined,
  ): Promise<void>;
  /** Removes one; succeeds when it is gone already. */
  remove(
    context: ResourceContext,
    item: Item,
    signal: AbortSignal | undefined,
  ): Promise<void>;
  /** Waits until one that was removed is gone, and reports it. */
  waitUntilGone?: {
    sentence: string;
    wait(context: ResourceContext, item: Item): Promise<void>;
  };
  /** Stays when a later step fails, and so does everything before it. */
  readonly stays?: boolean;
  texts(context: ResourceContext, item: Item): ResourceTexts;
}

/** One item and what is to be done with it. */
export interface Change<Item> {
  item: Item;
  action: 'create' | 'update' | 'keep';
  /** What will happen, as one sentence without a full stop. */
  sentence: string;
}

/** What people read about one item. */
export interface ResourceTexts {
  /** `Identity id-cardio`. */
  subject: string;
  /** `Identity id-cardio created in rg-fhir`. */
  ensured: string;
  /** `could not be created in rg-fhir`. */
  notEnsured: string;
  /** `Delete identity id-cardio from rg-fhir`. */
  removal: string;
  /** `Identity id-cardio deleted from rg-fhir`. */
  removed: string;
  /** `could not be deleted`. */
  notRemoved: string;
  /** Where it is, for lists of what is left: `Identity id-cardio in rg-fhir`. */
  left: string;
  /** Listed as left while it is being removed; left out for parts of another item. */
  listed?: boolean;
}

/** A resource without the type of its items, so that different ones fit in one list. */
export interface ResourceSteps {
  readonly field?: keyof FhirSpec;
  planEnsure(context: ResourceContext): Promise<PlannedStep[]>;
  planRemove(context: ResourceContext): Promise<PlannedStep[]>;
}

/** Makes steps of a resource. */
export function stepsOf<Item>(resource: Resource<Item>): ResourceSteps {
  return {
    field: resource.field,
    planEnsure: async context => {
      const existing = await resource.read(context);
      return resource
        .plan(context, existing)
        .map(change => ensureStep(resource, context, change));
    },
    planRemove: async context => {
      const existing = await resource.read(context);
      return existing.flatMap(item => removeSteps(resource, context, item));
    },
  };
}

function ensureStep<Item>(
  resource: Resource<Item>,
  context: ResourceContext,
  { item, action, sentence }: Change<Item>,
): PlannedStep {
  const { id } = resource;
  if (action === 'keep') return { id, action, sentence };
  const { subject, ensured, notEnsured, left } = resource.texts(context, item);
  const undo = () => resource.remove(context, item, undefined);
  return {
    id,
    action,
    sentence,
    work: {
      subject,
      done: ensured,
      failed: notEnsured,
      perform: signal => resource.ensure(context, item, signal),
      creates: { left, ...(resource.stays ? {} : { undo }) },
    },
  };
}

function removeSteps<Item>(
  resource: Resource<Item>,
  context: ResourceContext,
  item: Item,
): PlannedStep[] {
  const { id, waitUntilGone } = resource;
  const { subject, removal, removed, notRemoved, left, listed } =
    resource.texts(context, item);
  const removes = listed ? { removes: left } : {};
  const remove: PlannedStep = {
    id,
    action: 'delete',
    sentence: removal,
    work: {
      subject,
      done: removed,
      failed: notRemoved,
      perform: signal => resource.remove(context, item, signal),
      ...(waitUntilGone ? {} : removes),
    },
  };
  if (!waitUntilGone) return [remove];
  return [
    remove,
    {
      id: 'gone',
      action: 'wait',
      sentence: waitUntilGone.sentence,
      work: {
        subject,
        failed: notRemoved,
        perform: () => waitUntilGone.wait(context, item),
        ...removes,
      },
    },
  ];
}
