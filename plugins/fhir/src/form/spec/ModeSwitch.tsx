import { Switch } from '@backstage/ui';
import { FieldMessage, type Message } from '../FieldMessage';
import classes from '../form.module.css';

/** Something that is on or off, with one line of what it does. */
export function ModeSwitch(props: {
  id: string;
  label: string;
  hint?: string;
  isOn: boolean;
  onChange: (mode: 'Enabled' | 'Disabled') => void;
  message?: Message;
  disabled?: boolean;
}) {
  const { id, label, hint, message } = props;
  const hintId = `${id}__hint`;
  const messageId = `${id}__message`;
  return (
    <div className={classes.field}>
      <Switch
        id={id}
        label={label}
        isSelected={props.isOn}
        isDisabled={props.disabled}
        onChange={on => props.onChange(on ? 'Enabled' : 'Disabled')}
        aria-describedby={`${hintId} ${messageId}`}
      />
      {hint && (
        <p id={hintId} className={classes.hint}>
          {hint}
        </p>
      )}
      <FieldMessage id={messageId} message={message} />
    </div>
  );
}
