import { NumberField } from '@backstage/ui';
import type { JsonSchema } from '@fhir-on-aks/plugin-fhir-common';
import { FieldMessage, type Message } from '../FieldMessage';
import classes from '../form.module.css';

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
  const messageId = `${id}__message`;
  return (
    <div className={classes.field}>
      <NumberField
        id={id}
        size="medium"
        label={label}
        description={hint}
        value={value ?? NaN}
        minValue={schema.minimum}
        maxValue={schema.maximum}
        step={1}
        onChange={next => props.onChange(Number.isNaN(next) ? undefined : next)}
        isDisabled={props.disabled}
        isInvalid={message?.kind === 'error'}
        validationBehavior="aria"
        aria-describedby={messageId}
      />
      <FieldMessage id={messageId} message={message} />
    </div>
  );
}
