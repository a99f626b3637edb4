import { useEffect, useState } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ANNOTATIONS, type InstanceId } from '@fhir-on-aks/plugin-fhir-common';

/** The catalog entity that stands for a server; a catalog that does not answer is the same as none. */
export function useInstanceEntity(id: InstanceId): {
  entity?: Entity;
  loading: boolean;
} {
  const catalog = useApi(catalogApiRef);
  const [state, setState] = useState<{ entity?: Entity; loading: boolean }>({
    loading: true,
  });
  useEffect(() => {
    let current = true;
    setState({ loading: true });
    catalog
      .getEntities({
        filter: { [`metadata.annotations.${ANNOTATIONS.instance}`]: id },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        limit: 1,
      })
      .then(
        ({ items }) => items[0],
        () => undefined,
      )
      .then(entity => {
        if (current) setState({ entity, loading: false });
      });
    return () => {
      current = false;
    };
  }, [catalog, id]);
  return state;
}
