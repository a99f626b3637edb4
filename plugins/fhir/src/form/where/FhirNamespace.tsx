import { useEffect } from 'react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  instanceId,
  type ClusterChoice,
} from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../../text/translation';
import { errorOf, type Message } from '../FieldMessage';
import { formStateOf } from '../formState';
import { FormSelect } from '../FormSelect';
import { clusterOf } from '../places';
import { useClusters } from '../../live/useClusters';
import { useNameCheck } from '../what/useNameCheck';
import { namespaceProblem } from './clusterProblem';

/** The namespace of a new server, out of those that its cluster offers; says when the name is taken there. */
export function FhirNamespace(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { idSchema, formData, formContext, rawErrors, onChange } = props;
  const clusters = useClusters();
  const form = formStateOf(formContext?.formData);
  const cluster = clusterOf(form, clusters.value ?? []);
  const offered = cluster?.namespaces ?? [];
  useOfferedValue(cluster, formData, onChange);
  const taken = useTaken(cluster, formData, form.name);
  return (
    <FormSelect
      id={idSchema.$id}
      label={t('form.namespace')}
      choices={offered.map(name => ({ id: name, label: name }))}
      value={formData}
      onChange={onChange}
      placeholder={cluster ? t('form.choose') : t('form.namespaceFirst')}
      required={props.required}
      disabled={props.disabled || props.readonly || !cluster}
      message={problemOf() ?? taken ?? errorOf(t, rawErrors)}
    />
  );

  function problemOf(): Message | undefined {
    const text = cluster && formData && namespaceProblem(t, formData, cluster);
    return text ? { kind: 'error', text } : undefined;
  }
}

/** Chooses the only namespace, and lets go of one that another cluster offered. */
function useOfferedValue(
  cluster: ClusterChoice | undefined,
  value: string | undefined,
  onChange: (value: string | undefined) => void,
) {
  const offered = cluster?.namespaces;
  useEffect(() => {
    if (!offered || (value && offered.includes(value))) return;
    const next = offered.length === 1 ? offered[0] : undefined;
    if (next !== value) onChange(next);
  }, [offered, value, onChange]);
}

function useTaken(
  cluster: ClusterChoice | undefined,
  namespace: string | undefined,
  name: string | undefined,
): Message | undefined {
  const known = cluster && namespace && name;
  const id = known
    ? instanceId({ cluster: cluster.name, namespace, name })
    : undefined;
  const check = useNameCheck(id);
  return check.state === 'taken'
    ? { kind: 'error', text: check.message ?? String(id) }
    : undefined;
}
