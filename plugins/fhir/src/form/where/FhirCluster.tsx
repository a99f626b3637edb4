import { useEffect } from 'react';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { ClusterChoice } from '@fhir-on-aks/plugin-fhir-common';
import type { Live } from '../../live/useLiveQuery';
import { useText, type Text } from '../../text/translation';
import { errorOf, failedMessage, type Message } from '../FieldMessage';
import { FormSelect } from '../FormSelect';
import { clusterOf, isUsable } from '../places';
import { useClusters } from '../../live/useClusters';
import { clusterProblem } from './clusterProblem';

/** The cluster of a new server; one that does not answer is shown with the reason and cannot be chosen. */
export function FhirCluster(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { idSchema, formData, rawErrors, onChange } = props;
  const clusters = useClusters();
  const only = clusterOf({}, clusters.value ?? [])?.name;
  useEffect(() => {
    if (!formData && only) onChange(only);
  }, [formData, only, onChange]);
  return (
    <FormSelect
      id={idSchema.$id}
      label={t('form.cluster')}
      choices={(clusters.value ?? []).map(cluster => ({
        id: cluster.name,
        label: cluster.title,
        disabled: !isUsable(cluster),
        ...(isUsable(cluster)
          ? {}
          : { description: cluster.message ?? t('form.loading') }),
      }))}
      value={formData}
      onChange={onChange}
      placeholder={clusters.loading ? t('form.loading') : t('form.choose')}
      required={props.required}
      disabled={props.disabled || props.readonly || !clusters.value}
      message={messageOf(t, clusters, formData) ?? errorOf(t, rawErrors)}
    />
  );
}

function messageOf(
  t: Text,
  { value, error }: Live<ClusterChoice[]>,
  chosen: string | undefined,
): Message | undefined {
  if (!value) return failedMessage(t, error);
  const problem = chosen && clusterProblem(t, chosen, value);
  return problem ? { kind: 'error', text: problem } : undefined;
}
