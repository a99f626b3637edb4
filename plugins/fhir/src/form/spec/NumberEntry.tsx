import { NumberField } from '@backstage/ui';
import type { JsonSchema } from '@fhir-on-aks/plugin-fhir-common';
import type { Message } from '../FieldMessage';
import { FormField } from '../FormField';

/** A whole number within its bounds; empty leaves it out. */
export function NumberEntry(props: {
  id: string;
  label: string;
  hint?: string;
  schema: JsonSchema;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  message?: Message;
  disabled?: boolean;
}) {
  const { id, label, hint, schema, value, message } = props;
  return (
    <FormField id={id} message={message}>
      {control => (
        <NumberField
          {...control}
          size="medium"
          label={label}
          description={hint}
          value={value ?? NaN}
          minValue={schema.minimum}
          maxValue={schema.maximum}
          step={1}
          onChange={next =>
            props.onChange(Number.isNaN(next) ? undefined : next)
          }
          isDisabled={props.disabled}
        />
      )}
    </FormField>
  );
}
