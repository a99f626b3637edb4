import { ButtonLink, Text } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { useFleetHref } from '../links';
import { Notice } from '../parts/Notice';
import { useText } from '../text/translation';

/** The catalog still has the entity, the cluster no longer has the server. */
export function Gone(props: { id: InstanceId }) {
  const t = useText();
  return (
    <Notice
      icon={<RiDeleteBinLine />}
      tone="neutral"
      title={t('states.goneTitle')}
      actions={
        <ButtonLink href={useFleetHref()} variant="secondary">
          {t('home.fleet')}
        </ButtonLink>
      }
    >
      <Text as="p">{t('states.goneText', { id: props.id })}</Text>
    </Notice>
  );
}
