import { Link, Text } from '@backstage/ui';
import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import { useInstanceHref } from '../links';
import { Block } from '../parts/Block';
import { HealthPill } from '../parts/HealthPill';
import { LinesSkeleton } from '../parts/LinesSkeleton';
import { LongName } from '../parts/LongName';
import { RelativeTime } from '../parts/RelativeTime';
import { useText } from '../text/translation';
import classes from './home.module.css';
import { lastChanges } from './lastChanges';

const SHOWN = 8;

/** What happened last, to any server that the reader may see. */
export function LastChanges(props: {
  instances: InstanceSummary[] | undefined;
}) {
  const t = useText();
  const hrefOf = useInstanceHref();
  const { instances } = props;
  const changes = instances && lastChanges(instances, SHOWN);
  return (
    <Block title={t('home.changes')}>
      {!changes && <LinesSkeleton lines={6} />}
      {changes?.length === 0 && <Text as="p">{t('home.changesNone')}</Text>}
      <ul className={classes.list} aria-label={t('home.changes')}>
        {changes?.map(({ id, name, what, at, sentence }) => (
          <li key={`${id} ${what}`} className={classes.change}>
            <span className={classes.changeWhat}>
              <Link href={hrefOf(id)} title={sentence}>
                <LongName name={name} length={28} />
              </Link>
              {what === 'created' ? (
                <Text as="span">{t('home.created')}</Text>
              ) : (
                <HealthPill word={what} />
              )}
            </span>
            <Text as="span" variant="body-small" color="secondary">
              <RelativeTime at={at} />
            </Text>
          </li>
        ))}
      </ul>
    </Block>
  );
}
