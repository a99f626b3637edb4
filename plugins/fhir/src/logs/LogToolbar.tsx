import type { ReactNode } from 'react';
import { ButtonIcon, Select, Switch, ToggleButton } from '@backstage/ui';
import { RiDownloadLine, RiTextWrap } from '@remixicon/react';
import type { ChildNode } from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../text/translation';
import type { LogLine } from './LogBuffer';
import { downloadText } from './downloadText';
import classes from './logs.module.css';
import type { LogChoice } from './useLogChoice';

/** Pod, container, previous run, follow; the search; wrap and download. */
export function LogToolbar(props: {
  choice: LogChoice;
  pods: ChildNode[];
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  lines: LogLine[];
  children: ReactNode;
}) {
  const t = useText();
  const { choice, pods, wrap, onWrap, lines, children } = props;
  const { pod, container, previous, follow } = choice.source;
  const options = (names: string[]) =>
    names.map(name => ({ id: name, label: name }));
  return (
    <div className={classes.toolbar}>
      <Select
        size="small"
        aria-label={t('logs.pod')}
        options={options(pods.map(({ name }) => name))}
        value={pod}
        onChange={key => choice.choose({ pod: String(key) })}
      />
      {choice.containers.length > 1 && (
        <Select
          size="small"
          aria-label={t('logs.container')}
          options={options(choice.containers)}
          value={container}
          onChange={key => choice.choose({ container: String(key) })}
        />
      )}
      <Switch
        label={t('logs.previous')}
        isSelected={previous}
        onChange={next => choice.choose({ previous: next })}
      />
      <Switch
        label={t('logs.follow')}
        isSelected={follow}
        isDisabled={previous}
        onChange={next => choice.choose({ follow: next })}
      />
      <span className={classes.spacer} />
      {children}
      <ToggleButton
        size="small"
        isSelected={wrap}
        onChange={onWrap}
        aria-label={t('logs.wrap')}
        iconStart={<RiTextWrap />}
      />
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('logs.download')}
        icon={<RiDownloadLine />}
        isDisabled={lines.length === 0}
        onPress={() =>
          downloadText(
            `${pod}-${container}.log`,
            lines.map(({ text }) => `${text}\n`).join(''),
          )
        }
      />
    </div>
  );
}
