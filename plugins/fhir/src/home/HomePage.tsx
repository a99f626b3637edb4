import { ButtonLink, Container, Text } from '@backstage/ui';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { useNavigate } from 'react-router-dom';
import { RiAddLine } from '@remixicon/react';
import { useFormHref } from '../links';
import { useInstances } from '../live/useInstances';
import { Problem } from '../parts/Problem';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { useText } from '../text/translation';
import { HomeLinks } from './HomeLinks';
import { LastChanges } from './LastChanges';
import { MyServers } from './MyServers';
import classes from './home.module.css';

/** What the portal gives, the one big button, my servers, what happened last, and where to go on. */
export function HomePage() {
  const t = useText();
  const formHref = useFormHref();
  const navigate = useNavigate();
  const { value, error, loading, refresh } = useInstances();
  return (
    <Container>
      <main className={classes.page}>
        <Welcome />
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
      <Shortcuts
        shortcuts={[
          {
            key: 'n',
            label: t('shortcuts.newServer'),
            run: () => navigate(formHref('create')),
          },
        ]}
      />
    </Container>
  );
}

function Welcome() {
  const t = useText();
  const formHref = useFormHref();
  const portal = useApi(configApiRef).getOptionalString('app.title');
  return (
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
  );
}
