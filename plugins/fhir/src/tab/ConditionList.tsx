import { Text } from '@backstage/ui';
import type { ChildNode } from '@fhir-on-aks/plugin-fhir-common';
import { RelativeTime } from '../parts/RelativeTime';
import { useText } from '../text/translation';
import classes from './tab.module.css';

/** The conditions of an object in Kubernetes' own words. */
export function ConditionList(props: {
  conditions: NonNullable<ChildNode['conditions']>;
}) {
  const t = useText();
  if (props.conditions.length === 0) {
    return <Text as="p">{t('panel.noConditions')}</Text>;
  }
  return (
    <ul className={classes.conditions}>
      {props.conditions.map(condition => (
        <li key={condition.type}>
          <Text as="p" weight="bold">
            {condition.type}: {condition.status}
          </Text>
          {condition.message && <Text as="p">{condition.message}</Text>}
          <Text as="p" variant="body-small" color="secondary">
            {condition.reason}
            {condition.lastTransitionTime && (
              <>
                {condition.reason && ' · '}
                <RelativeTime at={condition.lastTransitionTime} whole />
              </>
            )}
          </Text>
        </li>
      ))}
    </ul>
  );
}
