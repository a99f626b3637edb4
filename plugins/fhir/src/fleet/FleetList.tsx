import { useState } from 'react';
import { Box, Button, Flex, Skeleton } from '@backstage/ui';
import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import { InstanceRow } from '../parts/InstanceRow';
import { useText } from '../text/translation';
import classes from './fleet.module.css';

const STEP = 50;

/** The table of a narrow screen: each server with its health below its name, some at a time. */
export function FleetList(props: { rows: InstanceSummary[] | undefined }) {
  const t = useText();
  const { rows } = props;
  const [shown, setShown] = useState(STEP);
  if (!rows) return <Skeleton width="100%" height={240} />;
  return (
    <Flex direction="column" gap="3">
      <Box bg="neutral" className={classes.frame}>
        <ul className={classes.list} aria-label={t('fleet.title')}>
          {rows.slice(0, shown).map(instance => (
            <InstanceRow key={instance.id} instance={instance} />
          ))}
        </ul>
      </Box>
      {rows.length > shown && (
        <Button variant="secondary" onPress={() => setShown(n => n + STEP)}>
          {t('fleet.more')}
        </Button>
      )}
    </Flex>
  );
}
