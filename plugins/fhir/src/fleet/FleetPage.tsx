import { Alert } from '@backstage/ui';
import { useInstances } from '../live/useInstances';
import { Problem } from '../parts/Problem';
import { ClusterBanner } from '../states/ClusterBanner';
import { useText } from '../text/translation';
import { Fleet } from './Fleet';
import { FleetEmpty } from './FleetEmpty';
import classes from './fleet.module.css';

/** Every FHIR server: how many are well, which are not, and where each is. */
export function FleetPage() {
  const t = useText();
  const { value, error, loading, refresh } = useInstances();
  if (!value && !loading) {
    return (
      <Problem
        title={t('states.listFailedTitle')}
        error={error ?? new Error(t('states.listFailedTitle'))}
        onRetry={refresh}
      />
    );
  }
  return (
    <div className={classes.page}>
      {value && error && (
        <Alert status="warning" icon title={t('states.stale')} />
      )}
      {value?.clusters.map(cluster => (
        <ClusterBanner key={cluster.name} cluster={cluster} />
      ))}
      {value?.instances.length === 0 ? (
        <FleetEmpty clusters={value.clusters} />
      ) : (
        <Fleet instances={value?.instances} />
      )}
    </div>
  );
}
