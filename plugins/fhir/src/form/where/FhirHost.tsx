import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { FhirSpec, instanceId } from '@fhir-on-aks/plugin-fhir-common';
import { useText, type Text } from '../../text/translation';
import { errorOf, type Message } from '../FieldMessage';
import { formStateOf, type FormState } from '../formState';
import { clusterOf, suggestionsFor, urlOf } from '../places';
import { SuggestedField } from '../SuggestedField';
import { useClusters } from '../../live/useClusters';
import { useNameCheck, type NameCheck } from '../what/useNameCheck';

const HostName = FhirSpec.shape.exposure.shape.host;

/** The public host name of a new server, made from cluster, namespace and name until somebody edits it. */
export function FhirHost(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { idSchema, formData: host, formContext, rawErrors, schema } = props;
  const clusters = useClusters();
  const form = formStateOf(formContext?.formData);
  const cluster = clusterOf(form, clusters.value ?? []);
  const suggestion = suggestionsFor(form, cluster).host;
  const problem = host === undefined ? undefined : hostProblem(t, host, schema);
  const check = useNameCheck(problem ? undefined : idOf(form), host);
  const shown = host ?? suggestion;
  return (
    <SuggestedField
      id={idSchema.$id}
      label={t('form.host')}
      hint={suggestion ? t('form.hostHint') : t('form.hostWaiting')}
      value={host}
      suggestion={suggestion}
      onChange={props.onChange}
      onBlur={() => props.onBlur(idSchema.$id, host)}
      disabled={props.disabled || props.readonly || !cluster}
      message={
        problem
          ? { kind: 'error', text: problem }
          : (takenMessage(check) ??
            errorOf(t, rawErrors) ??
            (cluster && shown
              ? {
                  kind: 'note',
                  text: t('form.hostUrl', { url: urlOf(cluster, shown) }),
                }
              : undefined))
      }
    />
  );
}

/** Asked only when everything is known: the name of the server belongs to the question. */
function idOf({ cluster, namespace, name }: FormState): string | undefined {
  return cluster && namespace && name
    ? instanceId({ cluster, namespace, name })
    : undefined;
}

function hostProblem(
  t: Text,
  value: string,
  { examples = [] }: { examples?: unknown },
): string | undefined {
  if (HostName.safeParse(value).success) return undefined;
  const [example] = Array.isArray(examples) ? examples : [];
  return t('form.hostInvalid', { value, example: String(example) });
}

function takenMessage(check: NameCheck): Message | undefined {
  return check.state === 'taken' && check.message
    ? { kind: 'error', text: check.message }
    : undefined;
}
