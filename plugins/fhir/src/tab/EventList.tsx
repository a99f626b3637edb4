import { Text } from '@backstage/ui';
import { RiAlertFill, RiInformationLine } from '@remixicon/react';
import type { InstanceEvent } from '@fhir-on-aks/plugin-fhir-common';
import { RelativeTime } from '../parts/RelativeTime';
import { useText } from '../text/translation';
import classes from './tab.module.css';

/** Events, grouped and newest first as the backend sends them. */
export function EventList(props: { events: InstanceEvent[] }) {
  const t = useText();
  if (props.events.length === 0) {
    return <Text as="p">{t('events.empty')}</Text>;
  }
  return (
    <table className={classes.events} aria-label={t('events.title')}>
      <thead>
        <tr>
          <th scope="col">{t('events.reason')}</th>
          <th scope="col">{t('events.message')}</th>
          <th scope="col">{t('events.object')}</th>
          <th scope="col">{t('events.last')}</th>
        </tr>
      </thead>
      <tbody>
        {props.events.map(event => (
          <EventRow
            key={`${event.kind}/${event.name}/${event.reason}/${event.message}`}
            event={event}
          />
        ))}
      </tbody>
    </table>
  );
}

function EventRow({ event }: { event: InstanceEvent }) {
  const t = useText();
  const { type, reason, message, kind, name, count, lastSeen } = event;
  const warning = type === 'Warning';
  return (
    <tr data-type={type}>
      <td>
        <span className={classes.eventReason}>
          {warning ? (
            <RiAlertFill aria-label={t('events.warning')} role="img" />
          ) : (
            <RiInformationLine aria-label={t('events.normal')} role="img" />
          )}
          {reason}
        </span>
      </td>
      <td className={classes.eventMessage}>
        {message}
        {count > 1 && (
          <Text as="span" color="secondary">
            {' '}
            ({t('events.times', { times: String(count) })})
          </Text>
        )}
      </td>
      <td>
        {kind} {name}
      </td>
      <td>{lastSeen && <RelativeTime at={lastSeen} />}</td>
    </tr>
  );
}
