import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { formStateOf, type FormState } from './formState';
import { clusterOf, suggestionsFor, type Suggestions } from './places';
import { issuesOf } from './requestIssues';
import type { SpecEditing } from './spec/SpecField';
import { useClusters } from '../live/useClusters';

/** One part of the spec in the form of a new server: its value, what is wrong with it, what the cluster suggests. */
export function useSpecEditing(
  key: string,
  props: Pick<
    FieldExtensionComponentProps<unknown>,
    | 'formData'
    | 'formContext'
    | 'rawErrors'
    | 'onChange'
    | 'disabled'
    | 'readonly'
  >,
): { editing: SpecEditing; form: FormState; suggestions: Suggestions } {
  const { formData, rawErrors, onChange } = props;
  const clusters = useClusters();
  const given = formStateOf(props.formContext?.formData);
  const form = { ...given, all: { ...given.all, [key]: formData } };
  const cluster = clusterOf(form, clusters.value ?? []);
  return {
    form,
    suggestions: suggestionsFor(form, cluster),
    editing: {
      draft: formData === undefined ? {} : { [key]: formData },
      onChange: draft => onChange(draft[key]),
      issues: cluster ? issuesOf(key, form, cluster) : [],
      asked: (rawErrors ?? []).length > 0,
      disabled: props.disabled || props.readonly,
    },
  };
}
