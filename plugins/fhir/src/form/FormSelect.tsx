import { Select } from '@backstage/ui';
import type { Message } from './FieldMessage';
import { FormField } from './FormField';

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
  return (
    <FormField id={id} message={message}>
      {control => (
        <Select
          {...control}
          size="medium"
          label={label}
          description={hint}
          options={choices}
          value={value ?? null}
          onChange={key => key !== null && props.onChange(String(key))}
          placeholder={props.placeholder}
          isRequired={required}
          isDisabled={props.disabled}
        />
      )}
    </FormField>
  );
}
