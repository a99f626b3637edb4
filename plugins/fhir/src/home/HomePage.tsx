import { ButtonLink, Container, Text } from '@backstage/ui';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { RiAddLine } from '@remixicon/react';
import { useFormHref } from '../links';
import { useInstances } from '../live/useInstances';
import { Problem } from '../parts/Problem';
import { useText } from '../text/translation';
import { HomeLinks } from './HomeLinks';
import { LastChanges } from './LastChanges';
import { MyServers } from './MyServers';
import classes from './home.module.css';

/** What the portal gives, the one big button, my servers, what happened last, and where to go on. */
export function HomePage() {
  const t = useText();
  const formHref = useFormHref();
  const portal = useApi(configApiRef).getOptionalString('app.title');
  const { value, error, loading, refresh } = useInstances();
  return (
    <Container>
      <main className={classes.page}>
        <section className={classes.welcome}>
          <Text as="h1" variant="title-medium" weight="bold">
            {portal ?? t('fleet.title')}
          </Text>
          <Text as="p" variant="title-x-small" className={classes.sentence}>
            {t('home.sentence')}
          </Text>
          <ButtonLink
            href={formHref('create')}
            variant="primary"
            iconStart={<RiAddLine />}
            className={classes.create}
          >
            {t('actions.newServer')}
          </ButtonLink>
        </section>
        {!value && !loading ? (
          <Problem
            title={t('states.listFailedTitle')}
            error={error ?? new Error(t('states.listFailedTitle'))}
            onRetry={refresh}
          />
        ) : (
          <div className={classes.columns}>
            <MyServers list={value} />
            <LastChanges instances={value?.instances} />
          </div>
        )}
        <HomeLinks />
      </main>
    </Container>
  );
}
