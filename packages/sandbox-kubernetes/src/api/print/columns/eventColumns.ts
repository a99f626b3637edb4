import type { KubeObject } from '../../contract';
import { objectAt, stringAt } from '../../jsonValue';
import { age } from '../humanDuration';
import { nameColumn } from './metadataColumns';
import { text, wide } from './column';

export const eventColumns = [
  text('Last Seen', 'lastTimestamp', lastSeen),
  text('Type', 'type', event => event.type ?? ''),
  text('Reason', 'reason', event => event.reason ?? ''),
  text('Object', 'involvedObject', eventObject),
  wide(
    text(
      'Subobject',
      'involvedObject.fieldPath',
      event => stringAt(event, 'involvedObject', 'fieldPath') ?? '',
    ),
  ),
  wide(text('Source', 'source', eventSource)),
  text('Message', 'message', event =>
    (stringAt(event, 'message') ?? stringAt(event, 'note') ?? '').trim(),
  ),
  wide(text('First Seen', 'firstTimestamp', firstSeen)),
  wide(
    text(
      'Count',
      'count',
      event => objectAt(event, 'series')?.count ?? event.count ?? 1,
    ),
  ),
  wide(nameColumn),
];

function firstSeen(event: KubeObject, now: number): string {
  return age(
    event.firstTimestamp ?? event.deprecatedFirstTimestamp ?? event.eventTime,
    now,
  );
}

function lastSeen(event: KubeObject, now: number): string {
  const last =
    stringAt(event, 'series', 'lastObservedTime') ??
    event.lastTimestamp ??
    event.deprecatedLastTimestamp;
  return last ? age(last, now) : firstSeen(event, now);
}

function eventObject(event: KubeObject): string {
  const { kind = '', name } =
    objectAt(event, 'involvedObject') ?? objectAt(event, 'regarding') ?? {};
  const word = String(kind).toLowerCase();
  return name ? `${word}/${name}` : word;
}

function eventSource(event: KubeObject): string {
  const { component, host } =
    objectAt(event, 'source') ?? objectAt(event, 'deprecatedSource') ?? {};
  const words = [
    component || event.reportingComponent || event.reportingController,
    host || event.reportingInstance,
  ];
  return words.filter(Boolean).join(', ');
}
