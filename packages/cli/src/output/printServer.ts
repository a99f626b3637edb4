import type { Health } from '@fhir-on-aks/plugin-fhir-common';
import type { Plan } from '@fhir-on-aks/provision';
import type { TextStream } from '../Environment';
import type { OutputFormat } from '../options';
import { paintHealth } from './paint';
import { planLines } from './planLines';
import { printValue } from './printValue';

/** What an operation on a server ended with. */
export interface ServerResult {
  instance: string;
  changed: boolean;
  plan: Plan;
  health?: Health;
  url?: string;
}

/** Prints a server after an operation: where it is, how it is, and what to try next. */
export function printServer(
  stream: TextStream,
  format: OutputFormat,
  { instance, changed, health, url }: ServerResult,
): void {
  const metadataUrl = url && `${url}/metadata`;
  const value = { instance, changed, url, metadataUrl, health };
  printValue(stream, format, value, () => [
    `Server   ${instance}`,
    ...(health ? [`Health   ${paintHealth(stream, health.word)}`] : []),
    ...(url ? [`URL      ${url}`, `Try      curl ${metadataUrl}`] : []),
    `Watch    fhirctl status ${instance} --watch`,
  ]);
}

/** Prints what an operation would do. */
export function printPlan(
  stream: TextStream,
  format: OutputFormat,
  plan: Plan,
): void {
  printValue(stream, format, plan, () => planLines(stream, plan));
}
