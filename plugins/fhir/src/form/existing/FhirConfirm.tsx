import { Alert } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { useText, type Text } from '../../text/translation';
import { errorOf } from '../FieldMessage';
import classes from '../form.module.css';
import { FormTextField } from '../FormTextField';
import { ChosenInstance } from './ChosenInstance';
import { reasonAgainstRemoval } from './reasonAgainstRemoval';

/** Shows what goes and what stays, and asks for the name of the server. */
export function FhirConfirm(props: FieldExtensionComponentProps<string>) {
  return (
    <ChosenInstance
      formData={props.formContext?.formData}
      found={detail => <Confirmation field={props} detail={detail} />}
    />
  );
}

function Confirmation(props: {
  field: FieldExtensionComponentProps<string>;
  detail: InstanceDetail;
}) {
  const t = useText();
  const { field, detail } = props;
  const { idSchema, formData: typed = '', rawErrors } = field;
  const { name } = detail;
  const reason = reasonAgainstRemoval(t, detail);
  const isWrong = typed !== '' && !name.startsWith(typed);
  return (
    <div className={classes.group}>
      <div className={classes.two}>
        <Facts title={t('form.confirmGoes')} facts={whatGoes(t, detail)} />
        <Facts title={t('form.confirmStays')} facts={whatStays(t, detail)} />
      </div>
      {reason && <Alert status="warning" icon title={reason} />}
      <FormTextField
        id={idSchema.$id}
        label={t('form.confirmLabel', { name })}
        value={typed}
        onChange={value => field.onChange(value === '' ? undefined : value)}
        required={field.required}
        disabled={reason !== undefined || field.disabled || field.readonly}
        message={
          isWrong
            ? {
                kind: 'error',
                text: t('form.confirmMismatch', { value: typed, name }),
              }
            : errorOf(t, rawErrors)
        }
      />
    </div>
  );
}

function Facts(props: { title: string; facts: string[] }) {
  return (
    <section>
      <h3 className={classes.legend}>{props.title}</h3>
      <ul className={classes.list}>
        {props.facts.map(fact => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </section>
  );
}

function whatGoes(t: Text, detail: InstanceDetail) {
  const { name, url, replicas } = detail;
  return [
    t('form.goesServer', {
      name,
      url: url ?? detail.id,
      count: replicas,
    }),
    t('form.goesChildren'),
    t('form.goesIdentity'),
    t('form.goesEntity'),
  ];
}

function whatStays(t: Text, { spec }: InstanceDetail) {
  const { server, name } = spec.database;
  return [
    t('form.staysData', { database: name, server }),
    t('form.staysStorage'),
  ];
}
