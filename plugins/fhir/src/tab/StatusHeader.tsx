import { Flex, Text } from '@backstage/ui';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { HealthPill } from '../parts/HealthPill';
import { RelativeTime } from '../parts/RelativeTime';
import { useText } from '../text/translation';
import { Actions } from './Actions';
import classes from './tab.module.css';

/** The word, since when, the sentence, the next step; and what can be done. */
export function StatusHeader(props: {
  detail: InstanceDetail;
  onManifest: () => void;
  onKubectl: () => void;
}) {
  const t = useText();
  const { detail, onManifest, onKubectl } = props;
  const { health } = detail;
  return (
    <section className={classes.status} aria-label={t('card.title')}>
      <div className={classes.sentence}>
        <Flex align="center" gap="2">
          <HealthPill word={health.word} size="large" />
          {health.since && (
            <Text as="span" color="secondary">
              {t('health.since', {
                time: <RelativeTime at={health.since} />,
              })}
            </Text>
          )}
          {detail.spec.deletionProtection === 'Enabled' && (
            <Text as="span" color="secondary">
              · {t('states.protected')}
            </Text>
          )}
        </Flex>
        <Text as="p" variant="body-large" weight="bold">
          {health.sentence}
        </Text>
        {health.next && (
          <Text as="p" variant="body-large">
            {t('card.next', { next: health.next })}
          </Text>
        )}
      </div>
      <Actions detail={detail} onManifest={onManifest} onKubectl={onKubectl} />
    </section>
  );
}
