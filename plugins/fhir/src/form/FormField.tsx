import type { ReactNode } from 'react';
import { FieldMessage, type Message } from './FieldMessage';
import classes from './form.module.css';

/** What every control is told alike: which field it is, whether it is wrong, and where that is said. */
interface ControlProps {
  id: string;
  isInvalid: boolean;
  validationBehavior: 'aria';
  'aria-describedby': string;
}

/** A control of the form, with what is said about it below. */
export function FormField(props: {
  id: string;
  message: Message | undefined;
  children: (control: ControlProps) => ReactNode;
}) {
  const { id, message, children } = props;
  const messageId = `${id}__message`;
  return (
    <div className={classes.field}>
      {children({
        id,
        isInvalid: message?.kind === 'error',
        validationBehavior: 'aria',
        'aria-describedby': messageId,
      })}
      <FieldMessage id={messageId} message={message} />
    </div>
  );
}
