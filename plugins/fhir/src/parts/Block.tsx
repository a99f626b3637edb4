import type { ReactNode } from 'react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import classes from './parts.module.css';

/** A titled block of a page; a landmark, so that a screen reader can go to it. */
export function Block(props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { title, actions, children } = props;
  return (
    <section aria-label={title}>
      <Card>
        <CardHeader>
          <Flex
            justify="between"
            align="center"
            gap="2"
            className={classes.blockHeader}
          >
            <Text as="h2" variant="title-x-small" weight="bold">
              {title}
            </Text>
            {actions}
          </Flex>
        </CardHeader>
        <CardBody>{children}</CardBody>
      </Card>
    </section>
  );
}
