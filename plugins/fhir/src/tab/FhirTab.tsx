import { useEntity } from '@backstage/plugin-catalog-react';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { instanceOfEntity } from '../isFhirAvailable';
import { useInstance } from '../live/useInstance';
import { InstanceStates } from '../states/InstanceStates';
import { NoInstance } from '../states/NoInstance';
import { InstanceTab } from './InstanceTab';
import { TabSkeleton } from './TabSkeleton';

/** The tab of a FHIR server on its catalog entity. */
export function FhirTab() {
  const { entity } = useEntity();
  const id = instanceOfEntity(entity);
  return id ? <LiveTab id={id} /> : <NoInstance />;
}

/** The same for a server that is known by its id alone. */
export function LiveTab(props: { id: InstanceId }) {
  const live = useInstance(props.id);
  return (
    <InstanceStates
      id={props.id}
      live={live}
      skeleton={<TabSkeleton />}
      found={detail => <InstanceTab detail={detail} />}
    />
  );
}
