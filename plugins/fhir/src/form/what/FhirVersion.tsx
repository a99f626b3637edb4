import { Badge, Radio, RadioGroup } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { FhirSpec, unreachable } from '@fhir-on-aks/plugin-fhir-common';
import { useText, type Text } from '../../text/translation';
import { errorOf } from '../FieldMessage';
import { FormField } from '../FormField';
import classes from '../form.module.css';

type Version = FhirSpec['fhirVersion'];

/** The versions that there are, in the order of the definition. */
const versions: readonly Version[] = FhirSpec.shape.fhirVersion.options;

/** The FHIR version of a new server, each with a hint for whom it is. */
export function FhirVersion(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const { idSchema, formData, rawErrors } = props;
  return (
    <FormField id={idSchema.$id} message={errorOf(t, rawErrors)}>
      {control => (
        <RadioGroup
          {...control}
          label={t('form.version')}
          description={t('form.versionFixed')}
          value={formData ?? ''}
          onChange={props.onChange}
          isRequired={props.required}
          isDisabled={props.disabled || props.readonly}
        >
          <div className={classes.cards}>
            {versions.map(version => (
              <Radio key={version} value={version}>
                <VersionCard version={version} />
              </Radio>
            ))}
          </div>
        </RadioGroup>
      )}
    </FormField>
  );
}

function VersionCard(props: { version: Version }) {
  const t = useText();
  const { version } = props;
  const badge = badgeOf(t, version);
  return (
    <span className={classes.card}>
      <span className={classes.cardTitle}>
        {version}
        {badge && <Badge size="small">{badge}</Badge>}
      </span>
      <span className={classes.cardHint}>{t(`form.hint${version}`)}</span>
    </span>
  );
}

function badgeOf(t: Text, version: Version): string | undefined {
  switch (version) {
    case 'R4':
      return t('form.recommended');
    case 'R4B':
      return t('form.ended');
    case 'Stu3':
    case 'R5':
      return undefined;
    default:
      return unreachable(version);
  }
}
