import type { ConditionReason } from './reasons';

/** The seven words that a person sees. */
export const HEALTH_WORDS = [
  'Ready',
  'Progressing',
  'Degraded',
  'Failed',
  'Deleting',
  'Paused',
  'Unknown',
] as const;
/** One of the seven words. */
export type HealthWord = (typeof HEALTH_WORDS)[number];

/** What card, tab, fleet, `fhirctl`, MCP action and task log print: one word, one sentence, one next step. */
export interface Health {
  word: HealthWord;
  reason: ConditionReason;
  /** Why, as one sentence ending with a full stop; no counters of time. */
  sentence: string;
  /** What to do next; left out when nothing is to be done. */
  next?: string;
  /** RFC 3339; since when the word holds, when known. */
  since?: string;
  /** True when waiting longer cannot help without somebody acting. */
  fatal: boolean;
}
