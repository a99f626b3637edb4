import { useState } from 'react';
import { Alert, Flex, Text } from '@backstage/ui';
import type {
  ChildNode,
  InstanceDetail,
  InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import { Problem } from '../parts/Problem';
import { reasonAgainst } from '../parts/reasonAgainst';
import { useText } from '../text/translation';
import { FindField } from './FindField';
import { LogToolbar } from './LogToolbar';
import { LogView } from './LogView';
import { useFind } from './useFind';
import { useLog } from './useLog';
import { useLogChoice } from './useLogChoice';

/** The logs of some pods: which one is chosen here, or said why there is none. */
export function LogPanel(props: {
  id: InstanceId;
  pods: ChildNode[];
  allowed: InstanceDetail['allowed']['logs'];
}) {
  const t = useText();
  const { id, pods, allowed } = props;
  const refused = reasonAgainst(allowed, t);
  if (refused) return <Alert status="info" icon title={refused} />;
  if (pods.length === 0) return <Text as="p">{t('logs.noPods')}</Text>;
  return <Logs id={id} pods={pods} />;
}

function Logs(props: { id: InstanceId; pods: ChildNode[] }) {
  const t = useText();
  const { id, pods } = props;
  const choice = useLogChoice(pods);
  const [wrap, setWrap] = useState(true);
  const [attempt, setAttempt] = useState(0);
  const log = useLog(id, choice.source, attempt);
  const find = useFind(log.lines);
  const { pod, container, follow } = choice.source;
  return (
    <Flex direction="column" gap="2">
      <LogToolbar
        choice={choice}
        pods={pods}
        wrap={wrap}
        onWrap={setWrap}
        lines={log.lines}
      >
        <FindField find={find} />
      </LogToolbar>
      {log.error && (
        <Problem
          title={t('logs.failed')}
          error={log.error}
          onRetry={() => setAttempt(n => n + 1)}
        />
      )}
      {log.dropped > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('logs.dropped', { lines: String(log.lines.length) })}
        </Text>
      )}
      {(!log.error || log.lines.length > 0) && (
        <LogView
          key={`${pod}/${container}`}
          log={log}
          label={t('logs.region', { pod, container })}
          wrap={wrap}
          follow={follow}
          query={find.query}
          current={find.current}
        />
      )}
    </Flex>
  );
}
