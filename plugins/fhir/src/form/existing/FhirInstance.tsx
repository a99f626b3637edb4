import { Combobox } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type {
  InstanceList,
  InstanceSummary,
} from '@fhir-on-aks/plugin-fhir-common';
import { useInstances } from '../../live/useInstances';
import type { Live } from '../../live/useLiveQuery';
import { useText, type Text } from '../../text/translation';
import { errorOf, failedMessage, type Message } from '../FieldMessage';
import { FormField } from '../FormField';

/** One of the FHIR servers that there are now, found by name, title, owner, cluster or namespace. */
export function FhirInstance(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { idSchema, formData, rawErrors, onChange } = props;
  const live = useInstances();
  const instances = live.value?.instances ?? [];
  const message = messageOf(t, live, formData) ?? errorOf(t, rawErrors);
  return (
    <FormField id={idSchema.$id} message={message}>
      {control => (
        <Combobox
          {...control}
          size="medium"
          label={t('form.instance')}
          placeholder={
            live.loading ? t('form.loading') : t('form.instanceSearch')
          }
          options={instances.map(optionOf)}
          // With `search.filter` (Backstage UI 0.18) the arrow keys find no option.
          defaultFilter={(label, query) =>
            instances.some(
              instance =>
                labelOf(instance) === label && matches(instance, query),
            )
          }
          value={formData ?? null}
          onChange={key => onChange(key === null ? undefined : String(key))}
          isRequired={props.required}
          isDisabled={props.disabled || props.readonly || !live.value}
        />
      )}
    </FormField>
  );
}

function optionOf(instance: InstanceSummary) {
  const { id, health, owner } = instance;
  return {
    id,
    label: labelOf(instance),
    description: [health.word, owner].filter(Boolean).join(' · '),
  };
}

function labelOf({ id, title }: InstanceSummary): string {
  return title ? `${title} (${id})` : id;
}

function matches(instance: InstanceSummary, query: string): boolean {
  const { id, title = '', owner = '' } = instance;
  const text = `${id} ${title} ${owner}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

function messageOf(
  t: Text,
  { value, error }: Live<InstanceList>,
  chosen: string | undefined,
): Message | undefined {
  if (!value) return failedMessage(t, error);
  if (value.instances.length === 0) {
    return { kind: 'note', text: t('form.instanceNone') };
  }
  return chosen && !value.instances.some(({ id }) => id === chosen)
    ? { kind: 'note', text: t('form.instanceUnknown', { value: chosen }) }
    : undefined;
}
