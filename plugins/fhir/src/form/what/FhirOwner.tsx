import { useEffect } from 'react';
import { Combobox } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useText } from '../../text/translation';
import { errorOf, failedMessage } from '../FieldMessage';
import { FormField } from '../FormField';
import { useOwners, type OwnerChoice } from './useOwners';

/** Who owns a new server: a team of the catalog; the only team of the reader is chosen by itself. */
export function FhirOwner(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { idSchema, formData, rawErrors, onChange } = props;
  const { owners, error } = useOwners();
  const only = onlyTeam(owners);
  useEffect(() => {
    if (!formData && only) onChange(only);
  }, [formData, only, onChange]);
  const message = failedMessage(t, error) ?? errorOf(t, rawErrors);
  return (
    <FormField id={idSchema.$id} message={message}>
      {control => (
        <Combobox
          {...control}
          size="medium"
          label={t('form.owner')}
          description={t('form.ownerHint')}
          placeholder={owners ? t('form.ownerSearch') : t('form.loading')}
          options={(owners ?? []).map(({ ref, title }) => ({
            id: ref,
            label: title,
            description: ref,
          }))}
          value={formData ?? null}
          onChange={key => onChange(key === null ? undefined : String(key))}
          isRequired={props.required}
          isDisabled={props.disabled || props.readonly || !owners}
        />
      )}
    </FormField>
  );
}

function onlyTeam(owners: OwnerChoice[] = []): string | undefined {
  const teams = owners.filter(
    ({ mine, ref }) => mine && ref.startsWith('group:'),
  );
  return teams.length === 1 ? teams[0].ref : undefined;
}
