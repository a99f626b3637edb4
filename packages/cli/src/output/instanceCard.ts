import { stripVTControlCharacters } from 'node:util';
import {
  reasonText,
  type ChildStatus,
  type Condition,
  type ConditionType,
  type StateIcon,
} from '@fhir-on-aks/plugin-fhir-common';
import type { TextStream } from '../Environment';
import type { InstanceView } from '../instances/instanceView';
import { age } from './age';
import { paint, paintHealth, paintState } from './paint';

const WIDEST = 80;

/** The stops of the road from spec to server, as the page names them. */
const stops: Partial<Record<ConditionType, string>> = {
  Accepted: 'Accepted',
  IdentityReady: 'Identity',
  WorkloadAvailable: 'Workload',
  Exposed: 'Exposed',
  ServerHealthy: 'Server',
};

/** One server: is it well, if not why and what to do, how it is used, what it is made of. */
export function instanceCard(
  stream: TextStream,
  view: InstanceView,
  now: number,
): string[] {
  const { health, url, conditions, children } = view;
  return [
    headline(stream, view, now),
    `  ${health.sentence}`,
    ...(health.next ? [`  Next: ${health.next}`] : []),
    ...(url ? ['', `  ${url}`] : ['']),
    `  ${facts(view)}`,
    ...block(conditions.flatMap(condition => stopLine(stream, condition))),
    ...block(children.map(child => childLine(stream, child, children))),
  ];
}

function headline(
  stream: TextStream,
  { id, health, createdAt }: InstanceView,
  now: number,
): string {
  const since = age(health.since ?? createdAt, now);
  const state = paintHealth(stream, health.word) + (since && ` · ${since}`);
  const taken = stripVTControlCharacters(state).length + id.length;
  const gap = Math.min(stream.columns ?? WIDEST, WIDEST) - taken;
  return state + ' '.repeat(Math.max(2, gap)) + paint(stream, 'bold', id);
}

function facts(view: InstanceView): string {
  const { softwareVersion, owner } = view;
  return [
    `FHIR ${view.fhirVersion}`,
    ...(softwareVersion ? [`server ${softwareVersion}`] : []),
    `${view.readyReplicas} of ${view.replicas} replicas`,
    ...(owner ? [`owned by ${owner}`] : []),
  ].join(' · ');
}

function stopLine(
  stream: TextStream,
  { type, status, reason, message }: Condition,
): string[] {
  const stop = stops[type];
  if (!stop) return [];
  const icon = status === 'Unknown' ? 'unknown' : reasonText(reason).icon;
  return [`${paintState(stream, icon)} ${stop.padEnd(10)}${message}`];
}

function childLine(
  stream: TextStream,
  { kind, name, ready, reason }: ChildStatus,
  all: ChildStatus[],
): string {
  const icons: Record<ChildStatus['ready'], StateIcon> = {
    True: 'ok',
    False: 'working',
    Unknown: 'unknown',
  };
  const widest = (field: 'kind' | 'name') =>
    Math.max(...all.map(child => child[field].length));
  const why = ready === 'True' || !reason ? '' : reason;
  const line = `${kind.padEnd(widest('kind'))}  ${name.padEnd(widest('name'))}  ${why}`;
  return `${paintState(stream, icons[ready])} ${line.trimEnd()}`;
}

function block(lines: string[]): string[] {
  return lines.length > 0 ? ['', ...lines.map(line => `  ${line}`)] : [];
}
