import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import type { Fhir } from '../api/fhir';
import { PORTS, names, selectorLabels } from '../names';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

/** One Service with both ports: AKS Deployment Safeguards refuse two Services with one selector. */
export function service(fhir: Fhir): KubernetesObject {
  const ports: ServicePort[] = [
    {
      name: PORTS.http.name,
      port: PORTS.http.number,
      targetPort: PORTS.http.name,
      protocol: 'TCP',
      appProtocol: 'http',
    },
  ];
  if (fhir.spec.telemetry.prometheus === 'Enabled') {
    ports.push({
      name: PORTS.metrics.name,
      port: PORTS.metrics.number,
      targetPort: PORTS.metrics.name,
      protocol: 'TCP',
    });
  }
  const spec: ServiceSpec = {
    type: 'ClusterIP',
    selector: selectorLabels(fhir),
    ports,
  };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: objectMeta(fhir, 'exposure', names.service(fhir)),
    spec,
  };
}
