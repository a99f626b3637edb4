import type { InstanceEvent } from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../text/translation';
import { Block } from '../parts/Block';
import { EventList } from './EventList';

/** The events of exactly the objects of this server. */
export function EventsBlock(props: { events: InstanceEvent[] }) {
  const t = useText();
  return (
    <Block title={t('events.title')}>
      <EventList events={props.events} />
    </Block>
  );
}
