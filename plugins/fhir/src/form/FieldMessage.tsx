import {
  RiCheckLine,
  RiErrorWarningLine,
  RiInformationLine,
  RiLoopLeftLine,
} from '@remixicon/react';
import type { Text } from '../text/translation';
import { toneClass, type Tone } from '../theme/appearance';
import classes from './form.module.css';

/** What a field says about its value. */
export interface Message {
  kind: 'error' | 'good' | 'busy' | 'note';
  text: string;
}

const looks: Record<Message['kind'], { Icon: typeof RiCheckLine; tone: Tone }> =
  {
    error: { Icon: RiErrorWarningLine, tone: 'negative' },
    good: { Icon: RiCheckLine, tone: 'positive' },
    busy: { Icon: RiLoopLeftLine, tone: 'progress' },
    note: { Icon: RiInformationLine, tone: 'neutral' },
  };

/** The line below a field; always there, so that a screen reader hears when it changes. */
export function FieldMessage(props: { id: string; message?: Message }) {
  const { id, message } = props;
  return (
    <div id={id} role="status" aria-live="polite">
      {message && <MessageLine {...message} />}
    </div>
  );
}

function MessageLine({ kind, text }: Message) {
  const { Icon, tone } = looks[kind];
  return (
    <span className={`${classes.message} ${toneClass(tone)}`}>
      <Icon aria-hidden size={16} />
      <span>{text}</span>
    </span>
  );
}

/** Why a field has nothing to choose from. */
export function failedMessage(
  t: Text,
  error: Error | undefined,
): Message | undefined {
  return (
    error && {
      kind: 'error',
      text: t('form.failed', { reason: error.message }),
    }
  );
}

/** The first error that the form has about a field. */
export function errorOf(
  t: Text,
  rawErrors: string[] | undefined,
): Message | undefined {
  const [error] = rawErrors ?? [];
  if (!error) return undefined;
  // The words of JSON Schema for a field that is empty.
  const missing = error.startsWith('must have required property');
  return { kind: 'error', text: missing ? t('form.required') : error };
}
