import { useEntity } from '@backstage/plugin-catalog-react';
import { instanceOfEntity } from '../isFhirAvailable';
import { useInstance } from '../live/useInstance';
import { InstanceStates } from '../states/InstanceStates';
import { NoInstance } from '../states/NoInstance';
import { CardSkeleton } from './CardSkeleton';
import { InstanceCard } from './InstanceCard';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';

/** The card of a FHIR server on the overview of its catalog entity. */
export function FhirCard() {
  const { entity } = useEntity();
  const id = instanceOfEntity(entity);
  return id ? <LiveCard id={id} /> : <NoInstance />;
}

function LiveCard(props: { id: InstanceId }) {
  const live = useInstance(props.id);
  return (
    <InstanceStates
      id={props.id}
      live={live}
      skeleton={<CardSkeleton />}
      found={detail => <InstanceCard detail={detail} />}
    />
  );
}
