import { Alert } from '@backstage/ui';
import {
  unreachable,
  type ClusterState,
} from '@fhir-on-aks/plugin-fhir-common';
import { useNow } from '../live/useNow';
import { clockTime } from '../text/relativeTime';
import { useText } from '../text/translation';

/** Above what was read of a cluster that does not answer now: what it means for what is shown. */
export function ClusterBanner(props: { cluster: ClusterState }) {
  const t = useText();
  const now = useNow();
  const { state, title, asOf, message } = props.cluster;
  const cluster = { cluster: title };
  switch (state) {
    case 'connected':
      return null;
    case 'loading':
      return (
        <Alert
          status="info"
          icon
          title={t('states.clusterLoadingTitle', cluster)}
          description={t('states.clusterLoadingText')}
        />
      );
    case 'crd-missing':
      return <Warning title={t('states.crdTitle', cluster)} said={message} />;
    case 'forbidden':
      return (
        <Warning
          title={t('states.clusterForbiddenTitle', cluster)}
          text={t('states.clusterForbiddenText')}
          said={message}
        />
      );
    case 'unreachable':
      return (
        <Warning
          title={t('states.unreachableTitle', cluster)}
          text={
            asOf
              ? t('states.unreachableText', { time: clockTime(asOf, now) })
              : t('states.unreachableFleet')
          }
          said={message}
        />
      );
    default:
      return unreachable(state);
  }
}

function Warning(props: { title: string; text?: string; said?: string }) {
  const { title, text, said } = props;
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={title}
      description={text && said ? `${text} (${said})` : (text ?? said)}
    />
  );
}
