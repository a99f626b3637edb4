import type { ServerReading } from '@fhir-on-aks/plugin-fhir-common';

/** What is known about a server. */
export interface Known {
  reading?: ServerReading;
  /** Questions since the last Healthy one or the last rollout. */
  asked: number;
  /** The last answer was worse than what is told; it is told when the next one is too. */
  doubtful?: boolean;
  /** The rollout whose capability statement was read. */
  statementOf?: string;
}

const HEALTHY_MS = 5 * 60_000;
const SICK_MS = 30_000;
const FIRST_MS = 2_000;
const DOUBT_MS = 5_000;

/** What is told after an answer, and when to ask again. One bad answer after good ones is checked before it is told. */
export function nextReading(
  known: Known,
  answer: ServerReading,
  rollout: string | undefined,
): { known: Known; againMs: number } {
  const healthy = answer.health === 'Healthy';
  const doubtful =
    !healthy && known.reading?.health === 'Healthy' && !known.doubtful;
  if (doubtful) {
    return { known: { ...known, doubtful }, againMs: DOUBT_MS };
  }
  const asked = healthy ? 0 : known.asked + 1;
  return {
    known: {
      asked,
      reading: {
        ...answer,
        softwareVersion:
          answer.softwareVersion ?? known.reading?.softwareVersion,
        fhirVersion: answer.fhirVersion ?? known.reading?.fhirVersion,
      },
      statementOf: answer.softwareVersion ? rollout : known.statementOf,
    },
    againMs: healthy
      ? HEALTHY_MS
      : Math.min(SICK_MS, FIRST_MS * 2 ** (asked - 1)),
  };
}
