import type { ReactNode } from 'react';
import { TextField } from '@backstage/ui';
import { FieldMessage, type Message } from './FieldMessage';
import classes from './form.module.css';

/** What the texts of the form are edited with. */
export interface FormTextFieldProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  message?: Message;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  /** Stands between the field and what is said about it. */
  children?: ReactNode;
}

/** One line of text, with what is said about it below. */
export function FormTextField(props: FormTextFieldProps) {
  const { id, label, hint, message, required, disabled, children } = props;
  const messageId = `${id}__message`;
  return (
    <div className={classes.field}>
      <TextField
        id={id}
        size="medium"
        label={label}
        description={hint}
        value={props.value}
        onChange={props.onChange}
        onBlur={props.onBlur}
        placeholder={props.placeholder}
        isRequired={required}
        isDisabled={disabled}
        isInvalid={message?.kind === 'error'}
        autoComplete="off"
        spellCheck="false"
        validationBehavior="aria"
        aria-describedby={messageId}
      />
      {children}
      <FieldMessage id={messageId} message={message} />
    </div>
  );
}
