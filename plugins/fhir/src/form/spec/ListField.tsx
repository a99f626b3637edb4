import { useState } from 'react';
import { TextAreaField } from '@backstage/ui';
import { FieldMessage, type Message } from '../FieldMessage';
import classes from '../form.module.css';

/** A list of texts, one per line. */
export function ListField(props: {
  id: string;
  label: string;
  hint?: string;
  entries: string[];
  onChange: (entries: string[] | undefined) => void;
  message?: Message;
  disabled?: boolean;
}) {
  const { id, label, hint, entries, message } = props;
  const messageId = `${id}__message`;
  // The text is kept as it is typed: an empty line is no entry, but somebody is about to write one.
  const [text, setText] = useState(entries.join('\n'));
  const change = (next: string) => {
    setText(next);
    const lines = next.split('\n').map(line => line.trim());
    const given = lines.filter(line => line !== '');
    props.onChange(given.length > 0 ? given : undefined);
  };
  return (
    <div className={classes.field}>
      <TextAreaField
        id={id}
        label={label}
        description={hint}
        rows={2}
        value={text}
        onChange={change}
        isDisabled={props.disabled}
        isInvalid={message?.kind === 'error'}
        validationBehavior="aria"
        aria-describedby={messageId}
      />
      <FieldMessage id={messageId} message={message} />
    </div>
  );
}
