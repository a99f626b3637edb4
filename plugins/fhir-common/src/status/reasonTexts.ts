import type { HealthWord } from './healthTypes';
import type { ConditionReason } from './reasons';
import { texts, type Text } from './texts';
import { unreachable } from '../unreachable';

/** Icons of states; a frontend maps each to a picture, together with the word and a colour. */
export type StateIcon =
  'ok' | 'working' | 'warning' | 'failed' | 'deleting' | 'paused' | 'unknown';

/** How a reason is told. */
export interface ReasonText extends Text {
  icon: StateIcon;
  /** Anchor in docs/troubleshooting.md. */
  anchor: string;
}

/** The text of a reason, with its icon and docs anchor. */
export function reasonText(reason: ConditionReason): ReasonText {
  const text = texts[reason];
  return {
    ...text,
    icon: iconOf(text),
    anchor: reason.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(),
  };
}

/** The sentence of a reason, its placeholders filled with the facts of the case. */
export function reasonSentence(
  reason: ConditionReason,
  facts: Record<string, string | number> = {},
): string {
  return fill(texts[reason].sentence, facts);
}

/** The icon that stands beside a word. */
export function wordIcon(word: HealthWord): StateIcon {
  switch (word) {
    case 'Ready':
      return 'ok';
    case 'Progressing':
      return 'working';
    case 'Degraded':
      return 'warning';
    case 'Failed':
      return 'failed';
    case 'Deleting':
      return 'deleting';
    case 'Paused':
      return 'paused';
    case 'Unknown':
      return 'unknown';
    default:
      return unreachable(word);
  }
}

function iconOf({ word, next }: Text): StateIcon {
  return word === 'Ready' && next ? 'warning' : wordIcon(word);
}

function fill(text: string, facts: Record<string, string | number>): string {
  const filled = text.replace(/\{(\w+)\}/g, (_, key: string) =>
    String(facts[key] ?? ''),
  );
  return /[.!?\u2026]$/.test(filled) ? filled : `${filled}.`;
}
