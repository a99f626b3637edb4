import type { ReactElement, ReactNode } from 'react';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { toneClass, type Tone } from '../theme/appearance';
import classes from './parts.module.css';

/** A page or card that has something to say instead of something to show: picture, title, text, way out. */
export function Notice(props: {
  icon: ReactElement;
  tone: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <Card>
      <CardBody>
        <Flex direction="column" align="center" gap="3" py="8">
          <span
            aria-hidden
            className={`${classes.picture} ${toneClass(props.tone)}`}
          >
            {props.icon}
          </span>
          <Text as="h2" variant="title-x-small" weight="bold">
            {props.title}
          </Text>
          <div className={classes.notice}>{props.children}</div>
          {props.actions && <Flex gap="2">{props.actions}</Flex>}
        </Flex>
      </CardBody>
    </Card>
  );
}
