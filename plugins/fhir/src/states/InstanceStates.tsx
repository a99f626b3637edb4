import type { ReactElement } from 'react';
import { Alert, Flex } from '@backstage/ui';
import {
  unreachable,
  type InstanceDetail,
  type InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import type { InstanceView } from '../live/useInstance';
import type { Live } from '../live/useLiveQuery';
import { Problem } from '../parts/Problem';
import { useText } from '../text/translation';
import { ClusterBanner } from './ClusterBanner';
import { ClusterNotice } from './ClusterNotice';
import { Forbidden } from './Forbidden';
import { Gone } from './Gone';

/** Draws a server that was found, and in its place whatever stands between the reader and the server. */
export function InstanceStates(props: {
  id: InstanceId;
  live: Live<InstanceView>;
  skeleton: ReactElement;
  found: (detail: InstanceDetail) => ReactElement;
}) {
  const t = useText();
  const { id, live, skeleton, found } = props;
  const { value, error, loading, refresh } = live;
  if (!value && loading) return skeleton;
  if (!value) {
    const unknown = error ?? new Error(t('states.failedTitle'));
    return (
      <Problem
        title={t('states.failedTitle')}
        error={unknown}
        onRetry={refresh}
      />
    );
  }
  switch (value.kind) {
    case 'gone':
      return <Gone id={id} />;
    case 'forbidden':
      return <Forbidden message={value.message} />;
    case 'cluster':
      return <ClusterNotice cluster={value.cluster} />;
    case 'found':
      return (
        <Flex direction="column" gap="3">
          {error && <Alert status="warning" icon title={t('states.stale')} />}
          <ClusterBanner cluster={value.detail.clusterState} />
          {found(value.detail)}
        </Flex>
      );
    default:
      return unreachable(value);
  }
}
