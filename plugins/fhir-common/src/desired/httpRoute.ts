import type { Fhir } from '../api/fhir';
import { PORTS, names } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

// A bundle may take 100 s.
const REQUEST_TIMEOUT = '120s';

/** The HTTPRoute of a server; none unless `exposure.type` is HTTPRoute and a gateway is named. TLS is the gateway's. */
export function httpRoute(
  fhir: Fhir,
  settings: OperatorSettings,
): KubernetesObject | undefined {
  const { exposure } = fhir.spec;
  const gateway = gatewayOf(fhir, settings);
  if (!gateway || exposure.host === undefined) return undefined;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: objectMeta(fhir, 'exposure', names.httpRoute(fhir), {
      ...(exposure.annotations ? { annotations: exposure.annotations } : {}),
    }),
    spec: {
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: 'Gateway',
          name: gateway.name,
          namespace: gateway.namespace,
        },
      ],
      hostnames: [exposure.host],
      rules: [rule(fhir)],
    },
  };
}

/** The gateway of a server; undefined when it is not exposed by HTTPRoute, or nobody named one. */
export function gatewayOf(
  { spec: { exposure } }: Pick<Fhir, 'spec'>,
  settings: Pick<OperatorSettings, 'gateway'>,
): { name: string; namespace: string } | undefined {
  if (exposure.type !== 'HTTPRoute') return undefined;
  return exposure.gateway ?? settings.gateway;
}

function rule(fhir: Fhir) {
  return {
    matches: [{ path: { type: 'PathPrefix', value: '/' } }],
    backendRefs: [
      {
        group: '',
        kind: 'Service',
        name: names.service(fhir),
        port: PORTS.http.number,
        weight: 1,
      },
    ],
    timeouts: { request: REQUEST_TIMEOUT },
  };
}
