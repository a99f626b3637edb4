import type { ReactNode } from 'react';
import { TextField } from '@backstage/ui';
import type { Message } from './FieldMessage';
import { FormField } from './FormField';

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
  return (
    <FormField id={id} message={message}>
      {control => (
        <>
          <TextField
            {...control}
            size="medium"
            label={label}
            description={hint}
            value={props.value}
            onChange={props.onChange}
            onBlur={props.onBlur}
            placeholder={props.placeholder}
            isRequired={required}
            isDisabled={disabled}
            autoComplete="off"
            spellCheck="false"
          />
          {children}
        </>
      )}
    </FormField>
  );
}
