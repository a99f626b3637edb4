import { Skeleton, Text } from '@backstage/ui';
import {
  FHIR_CONTAINER,
  type InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';
import { LogLines } from '../logs/LogLines';
import logClasses from '../logs/logs.module.css';
import { useLog } from '../logs/useLog';
import { Problem } from '../parts/Problem';
import { ScrollRegion } from '../parts/ScrollRegion';
import { useText } from '../text/translation';
import { Block } from '../parts/Block';
import { podsOf } from './nodes';

const SHOWN_LINES = 12;

/** The last lines that a crashed container wrote. */
export function CrashLog(props: { detail: InstanceDetail }) {
  const t = useText();
  const { id, children, allowed } = props.detail;
  const pod = podsOf(children).find(({ state }) => state === 'problem');
  const container = pod?.containers?.[0] ?? FHIR_CONTAINER;
  const log = useLog(
    id,
    pod && allowed.logs.allowed
      ? {
          pod: pod.name,
          container,
          previous: true,
          follow: false,
        }
      : undefined,
  );
  if (!pod || !allowed.logs.allowed) return null;
  const lines = log.lines.slice(-SHOWN_LINES);
  return (
    <Block title={t('evidence.previousLog')}>
      {log.loading && <Skeleton width="100%" height={120} />}
      {log.error && <Problem title={t('logs.failed')} error={log.error} />}
      {!log.loading && !log.error && lines.length === 0 && (
        <Text as="p">{t('evidence.noPreviousLog')}</Text>
      )}
      {lines.length > 0 && (
        <ScrollRegion
          className={logClasses.window}
          data-wrap="true"
          data-fit="true"
          aria-label={`${t('logs.previous')}: ${pod.name}`}
        >
          <LogLines lines={lines} query="" current={undefined} />
        </ScrollRegion>
      )}
    </Block>
  );
}
