import clsx from 'clsx';
import type { HealthWord } from '@fhir-on-aks/plugin-fhir-common';
import { useChanged } from '../live/useChanged';
import { healthAppearance, toneClass } from '../theme/appearance';
import tones from '../theme/tones.module.css';

/** The health word with its icon and colour; marks itself once when the word changes. */
export function HealthPill(props: { word: HealthWord; size?: 'large' }) {
  const { Icon, tone } = healthAppearance(props.word);
  const changed = useChanged(props.word);
  return (
    <span
      className={clsx(tones.pill, toneClass(tone), {
        [tones.large]: props.size === 'large',
        [tones.changed]: changed,
        [tones.turning]: props.word === 'Progressing',
      })}
    >
      <Icon aria-hidden />
      {props.word}
    </span>
  );
}
