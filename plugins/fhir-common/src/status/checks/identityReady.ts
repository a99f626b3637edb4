import { identityTypeOf } from '../../desired/identityObjects';
import { ANNOTATIONS, names } from '../../names';
import { objectsOf } from '../evidence/kinds';
import { isReady } from '../evidence/podTrouble';
import { shorten } from '../evidence/shorten';
import { signInProblem, type SignInProblem } from '../evidence/signInProblem';
import { eventsAbout } from '../evidence/warnings';
import { met, unknown, unmet, type Evidence, type Verdict } from './Check';
import { unreachable } from '../../unreachable';

const POD_IDENTITY_API = 'aadpodidentity.k8s.io/v1';

/** Whether the pods can sign in to Azure, as far as the cluster and the server tell. */
export function identityReady(evidence: Evidence): Verdict {
  const { snapshot, fhir } = evidence;
  if (snapshot.specErrors) return unknown('NotEvaluated');
  const { identity } = fhir.spec;
  if (identity.type === 'PodIdentity' && lacksPodIdentity(evidence)) {
    return unmet('ApiNotServed', {
      api: `AzureIdentity (${POD_IDENTITY_API})`,
    });
  }
  const refusal = refusalOf(evidence);
  if (refusal) return unmet(refusal.reason, { problem: refusal.problem });
  const from = otherType(evidence);
  if (from) return unmet('IdentityMigrating', { from, to: identity.type });
  if (identity.type === 'None') return met('IdentityNotNeeded');
  if (!isBound(evidence)) return unmet('IdentityPending');
  return met('IdentityBound', {
    identity: identity.name ?? identity.clientId ?? identity.type,
  });
}

function lacksPodIdentity({ snapshot }: Evidence): boolean {
  return snapshot.missingApis?.includes(POD_IDENTITY_API) ?? false;
}

/** The identity type of pods that were made for another one, while they are replaced. */
function otherType({ fhir, workload }: Evidence): string | undefined {
  const { type } = fhir.spec.identity;
  return [...workload.newPods, ...workload.oldPods]
    .map(({ metadata }) => identityTypeOf(metadata.labels ?? {}))
    .find(other => other !== type);
}

function isBound({ fhir, snapshot }: Evidence): boolean {
  const { type, clientId } = fhir.spec.identity;
  const { children } = snapshot;
  switch (type) {
    case 'WorkloadIdentity':
      return objectsOf(children, 'ServiceAccount').some(
        ({ metadata }) =>
          metadata.name === names.serviceAccount(fhir) &&
          metadata.annotations?.[ANNOTATIONS.workloadIdentityClientId] ===
            clientId,
      );
    case 'PodIdentity':
      return (
        objectsOf(children, 'AzureIdentity').some(
          ({ spec }) => spec?.clientID === clientId,
        ) &&
        objectsOf(children, 'AzureIdentityBinding').some(
          ({ spec }) => spec?.selector === names.podIdentitySelector(fhir),
        )
      );
    case 'None':
      return true;
    default:
      return unreachable(type);
  }
}

/** What Azure said against the identity; nothing while the server is well, whatever an old event says. */
function refusalOf(evidence: Evidence): SignInProblem | undefined {
  const { snapshot, fhir } = evidence;
  const { server } = snapshot;
  if (fhir.spec.identity.type === 'None') return undefined;
  if (server?.health === 'Healthy') return undefined;
  return (
    bindingProblem(evidence) ??
    signInProblem([server?.detail, ...podTexts(evidence)])
  );
}

function podTexts({ workload, snapshot }: Evidence): Array<string | undefined> {
  return workload.newPods
    .filter(pod => !isReady(pod))
    .flatMap(pod => [
      ...(pod.status?.containerStatuses ?? []).flatMap(
        ({ state, lastState }) => [
          state?.terminated?.message,
          lastState?.terminated?.message,
        ],
      ),
      ...eventsAbout(snapshot.events, pod)
        .filter(({ type }) => type === 'Warning')
        .map(({ message }) => message),
    ]);
}

// The controller of AAD Pod Identity (MIC) reports on the binding; "binding applied" after an error mends it.
function bindingProblem({ snapshot }: Evidence): SignInProblem | undefined {
  const [problem] = objectsOf(snapshot.children, 'AzureIdentityBinding')
    .map(binding => eventsAbout(snapshot.events, binding).at(-1))
    .filter(event => event?.type === 'Warning')
    .map(event => event?.message ?? '');
  if (!problem) return undefined;
  return (
    signInProblem([problem]) ?? {
      reason: 'IdentityRefused',
      problem: bindingError(problem),
    }
  );
}

function bindingError(message: string): string {
  const said = /Message="([^"]+)"/.exec(message)?.[1];
  return shorten(said ?? message.replace(/^.*resulted in error:?\s*/is, ''));
}
