import { Text } from '@backstage/ui';
import {
  RiLockLine,
  RiLoopLeftLine,
  RiPlugLine,
  RiPuzzle2Line,
} from '@remixicon/react';
import {
  unreachable,
  type ClusterState,
} from '@fhir-on-aks/plugin-fhir-common';
import { Code } from '../parts/Code';
import { Notice } from '../parts/Notice';
import { useText } from '../text/translation';

const INSTALL_CRD = 'kubectl apply --server-side -f deploy/crd/fhirs.yaml';

/** Nothing can be shown because of the cluster: unreachable, without the Fhir resource, closed, or not read yet. */
export function ClusterNotice(props: { cluster: ClusterState }) {
  const t = useText();
  const { cluster } = props;
  const name = { cluster: cluster.title };
  const message = cluster.message && <Text as="p">{cluster.message}</Text>;
  switch (cluster.state) {
    case 'crd-missing':
      return (
        <Notice
          icon={<RiPuzzle2Line />}
          tone="warning"
          title={t('states.crdTitle', name)}
        >
          <Text as="p">{t('states.crdText')}</Text>
          <Code text={INSTALL_CRD} what={INSTALL_CRD} />
        </Notice>
      );
    case 'forbidden':
      return (
        <Notice
          icon={<RiLockLine />}
          tone="warning"
          title={t('states.clusterForbiddenTitle', name)}
        >
          {message}
          <Text as="p">{t('states.clusterForbiddenText')}</Text>
        </Notice>
      );
    case 'unreachable':
      return (
        <Notice
          icon={<RiPlugLine />}
          tone="warning"
          title={t('states.unreachableTitle', name)}
        >
          {message}
          <Text as="p">{t('states.unreachableNothing')}</Text>
        </Notice>
      );
    case 'loading':
    case 'connected':
      return (
        <Notice
          icon={<RiLoopLeftLine />}
          tone="progress"
          title={t('states.clusterLoadingTitle', name)}
        >
          <Text as="p">{t('states.clusterLoadingText')}</Text>
        </Notice>
      );
    default:
      return unreachable(cluster.state);
  }
}
