import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  fillPattern,
  instanceId,
  unreachable,
  type InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import { useText, type Text } from '../../text/translation';
import { errorOf, type Message } from '../FieldMessage';
import classes from '../form.module.css';
import { formStateOf } from '../formState';
import { FormTextField } from '../FormTextField';
import { likelyPlace, urlOf, type Place } from '../places';
import { useClusters } from '../../live/useClusters';
import { nameProblem } from './nameProblem';
import { useNameCheck, type NameCheck } from './useNameCheck';

/** The name of a new server: says while it is typed whether it can be used, and where the server will answer. */
export function FhirName(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { formData: name = '', idSchema, formContext, rawErrors } = props;
  const clusters = useClusters();
  const form = { ...formStateOf(formContext?.formData), name };
  const place = likelyPlace(form, clusters.value ?? []);
  const problem = name === '' ? undefined : nameProblem(t, name);
  const id = name && !problem ? idAt(place, name) : undefined;
  const check = useNameCheck(id);
  return (
    <FormTextField
      id={idSchema.$id}
      label={t('form.name')}
      hint={t('form.nameHint')}
      value={name}
      onChange={value => props.onChange(value === '' ? undefined : value)}
      onBlur={() => props.onBlur(idSchema.$id, name)}
      required={props.required}
      disabled={props.disabled || props.readonly}
      message={
        problem
          ? { kind: 'error', text: problem }
          : (checkMessage(t, check, id) ?? errorOf(t, rawErrors))
      }
    >
      {id && place && (
        <p className={classes.hint}>
          {t('form.nameHost', { url: urlAt(place, name) })}
        </p>
      )}
    </FormTextField>
  );
}

function idAt(place: Place | undefined, name: string): InstanceId | undefined {
  if (!place) return undefined;
  const { cluster, namespace } = place;
  return instanceId({ cluster: cluster.name, namespace, name });
}

function urlAt({ cluster, namespace }: Place, name: string): string {
  const target = { cluster: cluster.name, namespace, name };
  return urlOf(cluster, fillPattern(cluster.hostPattern, target));
}

function checkMessage(
  t: Text,
  check: NameCheck,
  id: InstanceId | undefined,
): Message | undefined {
  switch (check.state) {
    case 'idle':
      return undefined;
    case 'checking':
      return { kind: 'busy', text: t('form.nameChecking') };
    case 'unchecked':
      return { kind: 'note', text: t('form.nameUnchecked') };
    case 'taken':
      return { kind: 'error', text: check.message ?? String(id) };
    case 'free':
      return check.message
        ? { kind: 'note', text: check.message }
        : { kind: 'good', text: t('form.nameFree', { id: String(id) }) };
    default:
      return unreachable(check);
  }
}
