import { isObject, objectAt, stringAt, type JsonObject } from '../jsonValue';
import { methodNotAllowed } from '../statusError';
import { sendJson, type Exchange } from './exchange';
import { reviews } from './discovery';
import type { RequestInfo } from './requestInfo';
import { readInput } from './readInput';

/** The one user there is: whoever has the token may do everything. */
const user = {
  username: 'sandbox-admin',
  groups: ['system:masters', 'system:authenticated'],
};

/** Answers the questions about who one is and what one may do; false for other resources. */
export async function serveReview(
  exchange: Exchange,
  info: RequestInfo,
): Promise<boolean> {
  const review = reviews.find(
    one => one.group === info.group && one.resource === info.resource,
  );
  if (!review || info.version !== 'v1') return false;
  if (exchange.request.method !== 'POST') {
    throw methodNotAllowed('reviews can only be created');
  }
  const input = await readInput(exchange);
  const spec = objectAt(input, 'spec') ?? {};
  sendJson(exchange, 201, {
    kind: review.kind,
    apiVersion: `${review.group}/v1`,
    metadata: { creationTimestamp: null, ...objectAt(input, 'metadata') },
    ...(isObject(input) && input.spec ? { spec } : {}),
    status: statusOf(review.kind, spec),
  });
  return true;
}

function statusOf(kind: string, spec: JsonObject): JsonObject {
  switch (kind) {
    case 'SelfSubjectReview':
      return { userInfo: user };
    case 'TokenReview':
      return stringAt(spec, 'token')
        ? { authenticated: true, user }
        : { authenticated: false, error: 'no token given' };
    case 'SelfSubjectRulesReview':
      return {
        resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
        nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
        incomplete: false,
      };
    default:
      return {
        allowed: true,
        reason: 'the sandbox allows everything to whoever has its token',
      };
  }
}
