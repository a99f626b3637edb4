import { Link, Text } from '@backstage/ui';
import type { InstanceList } from '@fhir-on-aks/plugin-fhir-common';
import { BY_URGENCY } from '../fleet/fleetQuery';
import { useFleetHref } from '../links';
import { Block } from '../parts/Block';
import { InstanceRow } from '../parts/InstanceRow';
import { LinesSkeleton } from '../parts/LinesSkeleton';
import { ClusterBanner } from '../states/ClusterBanner';
import { useText } from '../text/translation';
import classes from './home.module.css';
import { useMyOwnership } from './useMyOwnership';

/** More than these are for the fleet page. */
const SHOWN = 8;

/** The servers that belong to the reader or to a team of theirs; what is wrong comes first. */
export function MyServers(props: { list: InstanceList | undefined }) {
  const t = useText();
  const fleetHref = useFleetHref();
  const mine = useMyOwnership();
  const { list } = props;
  if (!list || !mine) {
    return (
      <Block title={t('home.mine')}>
        <LinesSkeleton lines={6} />
      </Block>
    );
  }
  const owned = list.instances
    .filter(({ owner }) => owner && mine.has(owner))
    .sort(
      (a, b) =>
        BY_URGENCY.indexOf(a.health.word) - BY_URGENCY.indexOf(b.health.word),
    );
  return (
    <Block
      title={t('home.mine')}
      actions={<Link href={fleetHref}>{t('home.fleet')} →</Link>}
    >
      <div className={classes.banners}>
        {list.clusters.map(cluster => (
          <ClusterBanner key={cluster.name} cluster={cluster} />
        ))}
      </div>
      {owned.length === 0 ? (
        <Text as="p">{t('home.mineNone')}</Text>
      ) : (
        <ul className={classes.list} aria-label={t('home.mine')}>
          {owned.slice(0, SHOWN).map(instance => (
            <InstanceRow key={instance.id} instance={instance} />
          ))}
        </ul>
      )}
      {owned.length > SHOWN && (
        <Link href={fleetHref}>
          {t('home.mineMore', { more: String(owned.length - SHOWN) })}
        </Link>
      )}
    </Block>
  );
}
