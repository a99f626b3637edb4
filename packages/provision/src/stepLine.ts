import type { StepReport } from './Step';
import { formatDuration } from '@fhir-on-aks/plugin-fhir-common';

const marks: Record<StepReport['state'], string> = {
  running: '…',
  done: '✔',
  skipped: '•',
  failed: '✖',
};

/** A report as one line of a task log or a terminal: `✔ Identity id-cardio created in rg-fhir (westeurope)  0.8 s`. */
export function stepLine({ state, message, durationMs }: StepReport): string {
  const time =
    durationMs === undefined ? '' : `  ${formatDuration(durationMs)}`;
  return `${marks[state]} ${message}${time}`;
}
