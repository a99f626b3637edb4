import type { ListRequest } from '../operations/listObjects';
import type { Exchange } from './exchange';
import type { RequestInfo } from './requestInfo';

/** What the path and the query of a list or a watch ask for. */
export function listRequest(
  exchange: Exchange,
  info: RequestInfo,
): ListRequest {
  const { query } = exchange;
  const named = info.name === undefined ? [] : [`metadata.name=${info.name}`];
  const fields = [...named, query.get('fieldSelector') ?? ''].filter(Boolean);
  return {
    namespace: info.namespace,
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: fields.join(',') || undefined,
    limit: Number(query.get('limit') ?? 0) || undefined,
    continueToken: query.get('continue') ?? undefined,
    resourceVersion: query.get('resourceVersion') ?? undefined,
    resourceVersionMatch: query.get('resourceVersionMatch') ?? undefined,
  };
}
