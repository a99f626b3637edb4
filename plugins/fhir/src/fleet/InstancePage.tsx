import { Navigate, useParams } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  AsyncEntityProvider,
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { instanceId } from '@fhir-on-aks/plugin-fhir-common';
import { LiveTab } from '../tab/FhirTab';
import { TabSkeleton } from '../tab/TabSkeleton';
import { useInstanceEntity } from './useInstanceEntity';

/** Goes on to the entity of a server; a server that is not in the catalog yet is shown here. */
export function InstancePage() {
  const { cluster = '', namespace = '', name = '' } = useParams();
  const id = instanceId({ cluster, namespace, name });
  const entityRoute = useRouteRef(entityRouteRef);
  const { entity, loading } = useInstanceEntity(id);
  if (loading) return <TabSkeleton />;
  if (!entity || !entityRoute) {
    return (
      <AsyncEntityProvider loading={false}>
        <LiveTab id={id} />
      </AsyncEntityProvider>
    );
  }
  const path = entityRoute(entityRouteParams(entity, { encodeParams: true }));
  return <Navigate to={path} replace />;
}
