import type { ApiHolder } from '@backstage/core-plugin-api';
import { instanceId, type FhirTarget } from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../../api/FhirApi';

/**
 * Why a server of this name or host name cannot be made, or nothing. A backend that does not answer refuses nothing:
 * the name is checked again when the server is made.
 */
export async function refuseTaken(
  apis: ApiHolder,
  target: FhirTarget,
  host?: string,
): Promise<string | undefined> {
  const answer = await apis
    .get(fhirApiRef)
    ?.checkName(instanceId(target), host)
    .catch(() => undefined);
  if (!answer || answer.available) return undefined;
  return answer.message ?? instanceId(target);
}
