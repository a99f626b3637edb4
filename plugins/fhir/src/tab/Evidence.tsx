import type { ReactElement } from 'react';
import { Text } from '@backstage/ui';
import {
  unreachable,
  type ChildNode,
  type ConditionReason,
  type InstanceDetail,
  type RoadConditionType,
} from '@fhir-on-aks/plugin-fhir-common';
import { LongName } from '../parts/LongName';
import { RelativeTime } from '../parts/RelativeTime';
import { useText } from '../text/translation';
import { Block } from '../parts/Block';
import { CrashLog } from './CrashLog';
import { allNodes } from './nodes';
import classes from './tab.module.css';

type Kind =
  | 'none'
  | 'rollout'
  | 'crash'
  | 'objects'
  | 'remaining'
  | {
      said: RoadConditionType;
      title: 'evidence.azure' | 'evidence.spec' | 'evidence.said';
    };

const said = (
  type: RoadConditionType,
  title: 'evidence.azure' | 'evidence.spec' | 'evidence.said' = 'evidence.said',
): Kind => ({ said: type, title });

/** What stands beside the sentence for each reason; a new reason does not compile until it is decided here. */
const EVIDENCE: Record<ConditionReason, Kind> = {
  SpecValid: 'none',
  SpecInvalid: said('Accepted', 'evidence.spec'),
  SettingsUnknown: said('Accepted', 'evidence.spec'),
  SettingsRefused: said('Accepted', 'evidence.spec'),
  VersionEndOfLife: 'none',
  HostNameTaken: said('Accepted'),
  IdentityBound: 'none',
  IdentityNotNeeded: 'none',
  IdentityPending: said('IdentityReady', 'evidence.azure'),
  IdentityNotTrusted: said('IdentityReady', 'evidence.azure'),
  IdentityRefused: said('IdentityReady', 'evidence.azure'),
  IdentityMigrating: 'rollout',
  PodsReady: 'none',
  RollingOut: 'rollout',
  PodsStarting: 'objects',
  SchemaInitializing: 'none',
  SchemaUpgrading: 'none',
  SchemaUpgradeFailed: 'objects',
  ImagePullFailed: 'objects',
  RegistryUnreachable: 'objects',
  CrashLoop: 'crash',
  Unschedulable: 'objects',
  ConfigInvalid: 'objects',
  QuotaExceeded: 'objects',
  PodsRefused: 'objects',
  RolloutStuck: 'rollout',
  Sleeping: 'none',
  AddressAssigned: 'none',
  NotExposed: 'none',
  AddressPending: 'objects',
  RouteRefused: said('Exposed'),
  ApiNotServed: said('Exposed'),
  Healthy: 'none',
  Degraded: said('ServerHealthy'),
  Unhealthy: said('ServerHealthy'),
  Unreachable: 'none',
  NotChecked: 'none',
  ChecksDisabled: 'none',
  Ready: 'none',
  Progressing: 'none',
  Deleting: 'remaining',
  DeletionProtected: 'none',
  Paused: 'none',
  NameStillTaken: 'none',
  ApplyConflict: 'objects',
  ApplyForbidden: 'objects',
  ApplyRefused: 'objects',
  Reconciled: 'none',
  NotEvaluated: 'none',
};

/** What the cluster itself shows of the reason: replica sets, messages of objects, a log, what is left. */
export function Evidence(props: {
  detail: InstanceDetail;
}): ReactElement | null {
  const { detail } = props;
  const kind = EVIDENCE[detail.health.reason];
  if (typeof kind === 'object') return <Said detail={detail} {...kind} />;
  switch (kind) {
    case 'none':
      return null;
    case 'rollout':
      return <Rollout nodes={detail.children} />;
    case 'crash':
      return <CrashLog detail={detail} />;
    case 'objects':
      return <FailingObjects nodes={detail.children} />;
    case 'remaining':
      return <Remaining nodes={detail.children} />;
    default:
      return unreachable(kind);
  }
}

function Said(props: {
  detail: InstanceDetail;
  said: RoadConditionType;
  title: 'evidence.azure' | 'evidence.spec' | 'evidence.said';
}) {
  const t = useText();
  const message = props.detail.conditions.find(
    ({ type }) => type === props.said,
  )?.message;
  // The sentence above often is the message: it is not said twice.
  if (!message || message === props.detail.health.sentence) return null;
  return (
    <Block title={t(props.title)}>
      <blockquote className={classes.quote}>{message}</blockquote>
    </Block>
  );
}

function Rollout(props: { nodes: ChildNode[] }) {
  const t = useText();
  const sets = allNodes(props.nodes)
    .filter(({ kind, detail }) => kind === 'ReplicaSet' && detail !== '0/0')
    .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  if (sets.length === 0) return null;
  return (
    <Block title={t('evidence.rollout')}>
      <ul className={classes.evidence}>
        {sets.map(({ uid, name, detail }, position) => (
          <li key={uid}>
            {t(
              position === 0 ? 'evidence.newReplicas' : 'evidence.oldReplicas',
              {
                name,
              },
            )}{' '}
            <strong>{detail}</strong>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function FailingObjects(props: { nodes: ChildNode[] }) {
  const t = useText();
  const failing = allNodes(props.nodes).filter(
    ({ state, message }) =>
      message && (state === 'problem' || state === 'working'),
  );
  if (failing.length === 0) return null;
  return (
    <Block title={t('evidence.said')}>
      <ul className={classes.evidence}>
        {failing.map(({ uid, kind, name, message }) => (
          <li key={uid}>
            <strong>
              {kind} <LongName name={name} />
            </strong>
            <blockquote className={classes.quote}>{message}</blockquote>
          </li>
        ))}
      </ul>
    </Block>
  );
}

function Remaining(props: { nodes: ChildNode[] }) {
  const t = useText();
  const left = allNodes(props.nodes);
  return (
    <Block title={t('evidence.remaining')}>
      {left.length === 0 ? (
        <Text as="p">{t('evidence.remainingNone')}</Text>
      ) : (
        <ul className={classes.evidence}>
          {left.map(({ uid, kind, name, message, detail, createdAt }) => (
            <li key={uid}>
              <strong>
                {kind} <LongName name={name} />
              </strong>{' '}
              {message ?? detail}
              {createdAt && (
                <Text as="span" color="secondary">
                  {' '}
                  · <RelativeTime at={createdAt} />
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}
