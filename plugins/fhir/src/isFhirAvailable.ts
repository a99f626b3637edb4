import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATIONS,
  parseInstanceId,
  type InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';

/** The FHIR server that an entity stands for; undefined when it stands for none. */
export function instanceOfEntity(entity: Entity): InstanceId | undefined {
  const id = entity.metadata.annotations?.[ANNOTATIONS.instance];
  return id && parseInstanceId(id) ? id : undefined;
}

/** Whether card and tab have something to show for an entity. */
export function isFhirAvailable(entity: Entity): boolean {
  return instanceOfEntity(entity) !== undefined;
}
