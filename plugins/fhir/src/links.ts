import { useCallback } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { InstanceId } from '@fhir-on-aks/plugin-fhir-common';
import { docsRouteRef, fleetRouteRef, templateRouteRef } from './routes';

const TEMPLATES = {
  create: 'fhir-instance',
  update: 'fhir-update',
  deprovision: 'fhir-deprovision',
} as const;

/** Where the form of a verb is, filled in for one server when it has one. */
export function useFormHref(): (
  verb: keyof typeof TEMPLATES,
  instance?: InstanceId,
) => string {
  const templateRoute = useRouteRef(templateRouteRef);
  return useCallback(
    (verb, instance) => {
      const templateName = TEMPLATES[verb];
      const path =
        templateRoute?.({ namespace: 'default', templateName }) ??
        `/create/templates/default/${templateName}`;
      if (!instance) return path;
      const formData = encodeURIComponent(JSON.stringify({ instance }));
      return `${path}?formData=${formData}`;
    },
    [templateRoute],
  );
}

/** The fleet page. */
export function useFleetHref(): string {
  return useRouteRef(fleetRouteRef)?.() ?? '/fhir';
}

/** The documentation of this product, as the catalog entity `component:default/fhir-on-aks` carries it. */
export function useDocsHref(): string {
  const docsRoute = useRouteRef(docsRouteRef);
  const of = { namespace: 'default', kind: 'component', name: 'fhir-on-aks' };
  return docsRoute?.(of) ?? `/docs/${of.namespace}/${of.kind}/${of.name}`;
}

/** The page of one server; it finds the catalog entity and goes there. */
export function useInstanceHref(): (id: InstanceId) => string {
  const root = useFleetHref();
  return useCallback(
    id => `${root}/${id.split('/').map(encodeURIComponent).join('/')}`,
    [root],
  );
}
