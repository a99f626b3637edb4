import { ButtonLink, Text } from '@backstage/ui';
import { RiHeartAddLine, RiPlugLine } from '@remixicon/react';
import type { ClusterState } from '@fhir-on-aks/plugin-fhir-common';
import { useFormHref } from '../links';
import { Notice } from '../parts/Notice';
import { useText } from '../text/translation';

/** There is no server: how to get the first one, or what the portal is missing for that. */
export function FleetEmpty(props: { clusters: ClusterState[] }) {
  const t = useText();
  const formHref = useFormHref();
  const { clusters } = props;
  if (clusters.length === 0) {
    return (
      <Notice
        icon={<RiPlugLine />}
        tone="warning"
        title={t('fleet.noClusterTitle')}
      >
        <Text as="p">{t('fleet.noClusterText')}</Text>
      </Notice>
    );
  }
  // What cannot be read is no proof that there is nothing: the banners above say what is missing.
  if (!clusters.some(({ state }) => state === 'connected')) return null;
  return (
    <Notice
      icon={<RiHeartAddLine />}
      tone="progress"
      title={t('fleet.emptyTitle')}
      actions={
        <ButtonLink href={formHref('create')} variant="primary">
          {t('actions.newServer')}
        </ButtonLink>
      }
    >
      <Text as="p">{t('fleet.emptyText')}</Text>
    </Notice>
  );
}
