import { Fragment } from 'react';
import clsx from 'clsx';
import { Button, DialogTrigger, Flex, Popover, Text } from '@backstage/ui';
import {
  CONDITION_TYPES,
  unreachable,
  type Condition,
  type RoadConditionType,
  type StateIcon,
} from '@fhir-on-aks/plugin-fhir-common';
import { RelativeTime } from '../parts/RelativeTime';
import { useText, type Text as Words } from '../text/translation';
import {
  conditionState,
  stateAppearance,
  toneClass,
} from '../theme/appearance';
import tones from '../theme/tones.module.css';
import classes from './tab.module.css';

const STOPS = CONDITION_TYPES.filter(
  (type): type is RoadConditionType =>
    type !== 'Ready' && type !== 'Reconciling' && type !== 'Stalled',
);

/** The road from spec to server; each stop opens its message and time. */
export function ConditionRoad(props: { conditions: Condition[] }) {
  const t = useText();
  return (
    <nav aria-label={t('road.title')}>
      <ol className={classes.road}>
        {STOPS.map((type, position) => (
          <Fragment key={type}>
            {position > 0 && <li aria-hidden className={classes.roadLine} />}
            <li>
              <Stop
                type={type}
                condition={props.conditions.find(
                  condition => condition.type === type,
                )}
              />
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function Stop(props: { type: RoadConditionType; condition?: Condition }) {
  const t = useText();
  const { type, condition } = props;
  const state = conditionState(condition);
  const { Icon, tone } = stateAppearance(state);
  const name = t(`road.${type}`);
  return (
    <DialogTrigger>
      <Button
        variant="tertiary"
        className={classes.stop}
        aria-label={t('road.stop', { stop: name, word: stateWord(state, t) })}
      >
        {name}
        <span className={clsx(tones.dot, toneClass(tone))}>
          <Icon aria-hidden />
        </span>
      </Button>
      <Popover placement="bottom">
        <Flex direction="column" gap="1" className={classes.stopMessage}>
          <Text as="h3" weight="bold">
            {name}: {stateWord(state, t)}
          </Text>
          <Text as="p">{condition?.message || t('road.waiting')}</Text>
          {condition && (
            <Text as="p" variant="body-small" color="secondary">
              {condition.reason} ·{' '}
              {t('road.since', {
                time: <RelativeTime at={condition.lastTransitionTime} whole />,
              })}
            </Text>
          )}
        </Flex>
      </Popover>
    </DialogTrigger>
  );
}

function stateWord(state: StateIcon, t: Words): string {
  switch (state) {
    case 'ok':
      return t('road.yes');
    case 'warning':
      return t('road.warning');
    case 'failed':
      return t('road.failed');
    case 'working':
    case 'deleting':
    case 'paused':
      return t('road.no');
    case 'unknown':
      return t('road.unknown');
    default:
      return unreachable(state);
  }
}
