import { formatAge } from '@fhir-on-aks/plugin-fhir-common';

/** `12 s`, `3 min`, `5 h`, `2 d`; empty when the time is not known. */
export function age(time: string | undefined, now: number): string {
  const since = Date.parse(time ?? '');
  return Number.isNaN(since) ? '' : formatAge(now - since);
}
