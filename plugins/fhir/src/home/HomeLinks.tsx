import { Link, Text } from '@backstage/ui';
import {
  RiBookOpenLine,
  RiHeartPulseLine,
  RiTerminalBoxLine,
} from '@remixicon/react';
import { useDocsHref, useFleetHref } from '../links';
import { useText } from '../text/translation';
import classes from './home.module.css';

/** Where to go on: the fleet, the documentation, the API. */
export function HomeLinks() {
  const t = useText();
  const fleetHref = useFleetHref();
  const docsHref = useDocsHref();
  const links = [
    { key: 'fleet', href: fleetHref, Icon: RiHeartPulseLine },
    { key: 'docs', href: docsHref, Icon: RiBookOpenLine },
    { key: 'api', href: `${docsHref}/api/`, Icon: RiTerminalBoxLine },
  ] as const;
  return (
    <nav aria-label={t('home.links')} className={classes.links}>
      {links.map(({ key, href, Icon }) => (
        <div key={key} className={classes.link}>
          <Icon aria-hidden />
          <div>
            <Link href={href} weight="bold">
              {t(`home.${key}`)}
            </Link>
            <Text as="p" variant="body-small" color="secondary">
              {t(`home.${key}Text`)}
            </Text>
          </div>
        </div>
      ))}
    </nav>
  );
}
