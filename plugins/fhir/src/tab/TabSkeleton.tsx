import { Card, CardBody, CardHeader, Flex, Skeleton } from '@backstage/ui';
import { LinesSkeleton } from '../parts/LinesSkeleton';
import { useText } from '../text/translation';
import classes from './tab.module.css';

/** The tab before the first answer: the blocks of the final layout, in their places. */
export function TabSkeleton() {
  const t = useText();
  return (
    <div
      role="status"
      aria-label={t('states.loading')}
      className={classes.page}
    >
      <Flex justify="between" align="center" gap="4">
        <Flex direction="column" gap="2" grow>
          <Skeleton width={140} height={32} rounded />
          <Skeleton width="50%" height={20} />
        </Flex>
        <Skeleton width={220} height={32} />
      </Flex>
      <Skeleton width="100%" height={44} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Block lines={5} />
          <Block lines={7} />
        </div>
        <div className={classes.column}>
          <Block lines={8} />
        </div>
      </div>
      <Block lines={3} />
      <Block lines={8} />
    </div>
  );
}

function Block(props: { lines: number }) {
  return (
    <Card>
      <CardHeader>
        <Skeleton width={120} height={24} />
      </CardHeader>
      <CardBody>
        <LinesSkeleton lines={props.lines} />
      </CardBody>
    </Card>
  );
}
