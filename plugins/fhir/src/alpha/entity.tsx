import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiHeartPulseLine } from '@remixicon/react';
import { ANNOTATIONS } from '@fhir-on-aks/plugin-fhir-common';

const instance = `metadata.annotations.${ANNOTATIONS.instance}` as const;
// A predicate and no function, so that a portal can change it in its app-config.
const filter = { [instance]: { $exists: true } };

/** The card of a FHIR server on the overview of its entity. */
export const fhirEntityCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    type: 'content',
    filter,
    loader: () => import('../card/FhirCard').then(m => <m.FhirCard />),
  },
});

/** The tab "FHIR" of the entity. */
export const fhirEntityContent = EntityContentBlueprint.make({
  name: 'fhir',
  params: {
    path: '/fhir',
    title: 'FHIR',
    group: 'operation',
    icon: <RiHeartPulseLine />,
    filter,
    loader: () => import('../tab/FhirTab').then(m => <m.FhirTab />),
  },
});
