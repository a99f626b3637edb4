import type { ChildState } from './ChildState';
import { reasonSentence } from '../reasonTexts';
import type { ObjectOf } from '../evidence/kinds';
import { shorten } from '../evidence/shorten';

/** An Ingress: the address that the controller gave it. */
export function exposureState({ status }: ObjectOf<'Ingress'>): ChildState {
  const addresses = (status?.loadBalancer?.ingress ?? [])
    .map(({ ip, hostname }) => ip ?? hostname)
    .filter(address => address !== undefined);
  return addresses.length > 0
    ? { state: 'ok', detail: addresses.join(', ') }
    : { state: 'working', detail: 'no address' };
}

/** An HTTPRoute: whether its gateways take it. */
export function routeState({
  spec,
  status,
}: ObjectOf<'HTTPRoute'>): ChildState {
  const detail = spec?.hostnames?.join(', ');
  const answers = (status?.parents ?? []).flatMap(
    ({ conditions }) => conditions ?? [],
  );
  const refusal = answers.find(
    ({ type, status: answer }) =>
      answer === 'False' && (type === 'Accepted' || type === 'ResolvedRefs'),
  );
  if (refusal) {
    const problem = shorten(refusal.message || refusal.reason || refusal.type);
    const message = reasonSentence('RouteRefused', { problem });
    return { state: 'problem', detail, message };
  }
  const taken = answers.some(
    ({ type, status: answer }) => type === 'Accepted' && answer === 'True',
  );
  return taken
    ? { state: 'ok', detail }
    : {
        state: 'working',
        detail,
        message: 'The gateway has not answered yet.',
      };
}
