import type { Health } from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../text/translation';
import { LiveRegion } from './LiveRegion';

/** Tells a screen reader that the state of a server has become another one. */
export function HealthAnnouncement(props: { name: string; health: Health }) {
  const t = useText();
  const { name, health } = props;
  const { word, sentence } = health;
  return <LiveRegion text={t('health.announce', { name, word, sentence })} />;
}
