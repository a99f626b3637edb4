import { isRecord } from '@fhir-on-aks/plugin-fhir-common';

/**
 * The part of a live object that its desired state speaks of: fields that others own (defaults, status, bookkeeping)
 * are no difference. List items are matched by `name` where they have one, else by position.
 */
export function ownedPart(desired: unknown, live: unknown): unknown {
  if (Array.isArray(desired) && Array.isArray(live)) {
    const matched = desired.map((item, index) =>
      ownedPart(item, counterpart(item, live, index)),
    );
    return matched.filter(item => item !== undefined);
  }
  if (isRecord(desired) && isRecord(live)) {
    return Object.fromEntries(
      Object.keys(desired)
        .filter(key => key in live)
        .map(key => [key, ownedPart(desired[key], live[key])]),
    );
  }
  return live;
}

function counterpart(item: unknown, live: unknown[], index: number): unknown {
  if (!isRecord(item) || typeof item.name !== 'string') return live[index];
  return live.find(
    candidate => isRecord(candidate) && candidate.name === item.name,
  );
}
