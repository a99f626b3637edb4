import { Select } from '@backstage/ui';
import { FieldMessage, type Message } from './FieldMessage';
import classes from './form.module.css';

/** One thing that can be chosen; one that is disabled says why in its description. */
export interface Choice {
  id: string;
  label: string;
  description?: string;
  disabled?: boolean;
}

/** One choice out of few, with what is said about it below. */
export function FormSelect(props: {
  id: string;
  label: string;
  hint?: string;
  choices: Choice[];
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder: string;
  message?: Message;
  required?: boolean;
  disabled?: boolean;
}) {
  const { id, label, hint, choices, value, message, required } = props;
  const messageId = `${id}__message`;
  return (
    <div className={classes.field}>
      <Select
        id={id}
        size="medium"
        label={label}
        description={hint}
        options={choices}
        value={value ?? null}
        onChange={key => key !== null && props.onChange(String(key))}
        placeholder={props.placeholder}
        isRequired={required}
        isDisabled={props.disabled}
        isInvalid={message?.kind === 'error'}
        validationBehavior="aria"
        aria-describedby={messageId}
      />
      <FieldMessage id={messageId} message={message} />
    </div>
  );
}
