/** What goes wrong with a call to an API server. `reset after`: it was done, and the answer did not arrive. */
export const CALL_FAULTS = [
  'conflict 409',
  'expired 410',
  'busy 429',
  'internal 500',
  'unavailable 503',
  'timeout 504',
  'reset before',
  'reset after',
] as const;

/** One of them. */
export type CallFault = (typeof CALL_FAULTS)[number];

/** The HTTP status that a fault is answered with; undefined when there is no answer. */
export function statusOfFault(fault: string): number | undefined {
  const [code] = /\d{3}$/.exec(fault) ?? [];
  return code === undefined ? undefined : Number(code);
}
