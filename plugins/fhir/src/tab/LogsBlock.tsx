import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { LogPanel } from '../logs/LogPanel';
import { useText } from '../text/translation';
import { Block } from '../parts/Block';
import { podsOf } from './nodes';

/** The logs of the pods of a server. */
export function LogsBlock(props: { detail: InstanceDetail }) {
  const t = useText();
  const { id, children, allowed } = props.detail;
  return (
    <Block title={t('logs.title')}>
      <LogPanel id={id} pods={podsOf(children)} allowed={allowed.logs} />
    </Block>
  );
}
