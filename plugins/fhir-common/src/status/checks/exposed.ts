import { gatewayOf } from '../../desired/httpRoute';
import { publicUrl } from '../../desired/publicUrl';
import { names } from '../../names';
import {
  objectsOf,
  type ObjectCondition,
  type ObjectOf,
} from '../evidence/kinds';
import { shorten } from '../evidence/shorten';
import { lastWarning } from '../evidence/warnings';
import { met, unknown, unmet, type Evidence, type Verdict } from './Check';
import { unreachable } from '../../unreachable';

const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** Whether the server has a way in from outside. */
export function exposed(evidence: Evidence): Verdict {
  const { snapshot, fhir } = evidence;
  if (snapshot.specErrors) return unknown('NotEvaluated');
  const { type } = fhir.spec.exposure;
  switch (type) {
    case 'None':
      return met('NotExposed');
    case 'Ingress':
      return byIngress(evidence);
    case 'HTTPRoute':
      return byRoute(evidence);
    default:
      return unreachable(type);
  }
}

function byIngress(evidence: Evidence): Verdict {
  const name = names.ingress(evidence.fhir);
  const ingress = objectsOf(evidence.snapshot.children, 'Ingress').find(
    ({ metadata }) => metadata.name === name,
  );
  const addresses = ingress?.status?.loadBalancer?.ingress ?? [];
  if (addresses.length > 0) return reachable(evidence);
  const warning = ingress && lastWarning(evidence.snapshot.events, ingress);
  return unmet('AddressPending', {
    kind: 'Ingress',
    name,
    detail: warning ? `: ${warning}` : '',
  });
}

function byRoute(evidence: Evidence): Verdict {
  const { snapshot, fhir, settings } = evidence;
  if (snapshot.missingApis?.includes(GATEWAY_API)) {
    return unmet('ApiNotServed', { api: `HTTPRoute (${GATEWAY_API})` });
  }
  const name = names.httpRoute(fhir);
  const route = objectsOf(snapshot.children, 'HTTPRoute').find(
    ({ metadata }) => metadata.name === name,
  );
  const answers = route
    ? answersOf(route, gatewayOf(fhir, settings)?.name)
    : [];
  const refusal = answers.find(({ status }) => status === 'False');
  if (refusal) {
    const { reason = refusal.type, message } = refusal;
    return unmet('RouteRefused', { problem: shorten(message || reason) });
  }
  const says = (type: string) =>
    answers.some(answer => answer.type === type && answer.status === 'True');
  return says('Accepted') && says('ResolvedRefs')
    ? reachable(evidence)
    : unmet('AddressPending', { kind: 'HTTPRoute', name, detail: '' });
}

/** What the gateway says about the route as it is now. */
function answersOf(
  { metadata, status }: ObjectOf<'HTTPRoute'>,
  gateway: string | undefined,
): ObjectCondition[] {
  return (status?.parents ?? [])
    .filter(({ parentRef }) => parentRef.name === gateway)
    .flatMap(({ conditions }) => conditions ?? [])
    .filter(({ type }) => type === 'Accepted' || type === 'ResolvedRefs')
    .filter(
      ({ observedGeneration }) =>
        (observedGeneration ?? Infinity) >= (metadata.generation ?? 0),
    );
}

function reachable({ fhir, settings }: Evidence): Verdict {
  return met('AddressAssigned', { url: publicUrl(fhir.spec, settings) ?? '' });
}
