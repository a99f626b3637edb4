import { Alert } from '@backstage/ui';
import type { ClusterState } from '@fhir-on-aks/plugin-fhir-common';
import { useNow } from '../live/useNow';
import { clockTime } from '../text/relativeTime';
import { useText } from '../text/translation';

/** Above a server whose cluster does not answer: what is shown is the last known state, and of when. */
export function ClusterBanner(props: { cluster: ClusterState }) {
  const t = useText();
  const now = useNow();
  const { cluster } = props;
  if (cluster.state === 'connected' || cluster.state === 'loading') return null;
  const time = cluster.asOf ? clockTime(cluster.asOf, now) : '–';
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={t('states.unreachableTitle', { cluster: cluster.title })}
      description={
        <>
          {t('states.unreachableText', { time })}
          {cluster.message && <> ({cluster.message})</>}
        </>
      }
    />
  );
}
