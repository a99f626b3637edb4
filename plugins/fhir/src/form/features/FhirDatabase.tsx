import { useEffect } from 'react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useText } from '../../text/translation';
import { FieldMessage } from '../FieldMessage';
import classes from '../form.module.css';
import { suggestedDatabase } from '../places';
import { restMessage, SpecField } from '../spec/SpecField';
import { valueAt, withValueAt } from '../spec/specPath';
import { SuggestedSpecField } from '../spec/SuggestedSpecField';
import { useSpecEditing } from '../useSpecEditing';

const SERVER = ['database', 'server'];
const NAME = ['database', 'name'];
const AUTHENTICATION = ['database', 'authentication'];
const SECRET = [
  ['database', 'connectionStringSecret', 'name'],
  ['database', 'connectionStringSecret', 'key'],
];

/** Where a new server keeps its data. */
export function FhirDatabase(props: FieldExtensionComponentProps<unknown>) {
  const t = useText();
  const { editing, form, suggestions } = useSpecEditing('database', props);
  const { draft, onChange } = editing;
  const suggestion = suggestedDatabase(form);
  const name = valueAt(draft, NAME);
  const bySecret = valueAt(draft, AUTHENTICATION) === 'Secret';
  // Unlike a server, no database is suggested by the cluster: the request has to name it.
  useEffect(() => {
    if (name === undefined && suggestion) {
      onChange(withValueAt(draft, NAME, suggestion));
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, suggestion]);
  return (
    <div className={classes.group}>
      <SuggestedSpecField
        path={SERVER}
        editing={editing}
        suggestion={suggestions.databaseServer}
      />
      <SpecField path={NAME} editing={editing} />
      <SpecField path={AUTHENTICATION} editing={editing} />
      {bySecret && (
        <div className={classes.two}>
          {SECRET.map(path => (
            <SpecField key={path.join('.')} path={path} editing={editing} />
          ))}
        </div>
      )}
      <FieldMessage
        id={`${props.idSchema.$id}__message`}
        message={restMessage(t, editing, [
          SERVER,
          NAME,
          AUTHENTICATION,
          ...SECRET,
        ])}
      />
    </div>
  );
}
