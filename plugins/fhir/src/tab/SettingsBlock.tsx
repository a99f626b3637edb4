import { Text } from '@backstage/ui';
import { RiCheckboxBlankCircleLine, RiCheckLine } from '@remixicon/react';
import type { SettingFact } from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../text/translation';
import { Block } from '../parts/Block';
import classes from './tab.module.css';

/** What is on and off, each with its one key fact. */
export function SettingsBlock(props: { facts: SettingFact[] }) {
  const t = useText();
  return (
    <Block title={t('settings.title')}>
      <ul className={classes.settings}>
        {props.facts.map(({ key, title, state, fact }) => (
          <li key={key} data-state={state}>
            {state === 'on' ? (
              <RiCheckLine aria-hidden />
            ) : (
              <RiCheckboxBlankCircleLine aria-hidden />
            )}
            <span className={classes.setting}>
              {title} {t(`settings.${state}`)}
            </span>
            {fact && (
              <Text as="span" color="secondary" className={classes.fact}>
                {fact}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}
