import type { FhirSpec } from '../api/fhirSpec';
import { fillPattern, names, type NamedFhir } from '../names';
import type { OperatorSettings } from '../operatorSettings';

/** The public address of a server; undefined when it has none. */
export function publicUrl(
  { exposure }: Pick<FhirSpec, 'exposure'>,
  settings: Pick<OperatorSettings, 'publicUrlPattern'>,
): string | undefined {
  if (exposure.type === 'None' || exposure.host === undefined) return undefined;
  return fillPattern(settings.publicUrlPattern, { host: exposure.host });
}

/** The address inside the cluster, for health checks. */
export function serviceUrl(
  fhir: NamedFhir,
  { clusterDomain }: Pick<OperatorSettings, 'clusterDomain'>,
): string {
  const { namespace } = fhir.metadata;
  return `http://${names.service(fhir)}.${namespace}.svc.${clusterDomain}:8080`;
}
