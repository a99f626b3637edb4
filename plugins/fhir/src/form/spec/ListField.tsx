import { useState } from 'react';
import { TextAreaField } from '@backstage/ui';
import type { Message } from '../FieldMessage';
import { FormField } from '../FormField';

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
  // The text is kept as it is typed: an empty line is no entry, but somebody is about to write one.
  const [text, setText] = useState(entries.join('\n'));
  const change = (next: string) => {
    setText(next);
    const lines = next.split('\n').map(line => line.trim());
    const given = lines.filter(line => line !== '');
    props.onChange(given.length > 0 ? given : undefined);
  };
  return (
    <FormField id={id} message={message}>
      {control => (
        <TextAreaField
          {...control}
          label={label}
          description={hint}
          rows={2}
          value={text}
          onChange={change}
          isDisabled={props.disabled}
        />
      )}
    </FormField>
  );
}
