import type {
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicySpec,
} from 'kubernetes-types/networking/v1';
import type { Fhir } from '../api/fhir';
import { PORTS, names, selectorLabels } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import { gatewayOf } from './httpRoute';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

/**
 * Who may call the pods; none unless `networkPolicy.mode` is Enabled. The server trusts forwarded headers of anyone,
 * so without it a pod of the cluster can forge the host in links.
 */
export function networkPolicy(
  fhir: Fhir,
  settings: OperatorSettings,
): KubernetesObject | undefined {
  if (fhir.spec.networkPolicy.mode === 'Disabled') return undefined;
  const spec: NetworkPolicySpec = {
    podSelector: { matchLabels: selectorLabels(fhir) },
    policyTypes: ['Ingress'],
    ingress: rules(fhir, settings),
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: objectMeta(fhir, 'network', names.networkPolicy(fhir)),
    spec,
  };
}

function rules(
  fhir: Fhir,
  settings: OperatorSettings,
): NetworkPolicyIngressRule[] {
  const { ingressFrom, metricsFrom } = settings.networkPolicy;
  const callers = [...ingressFrom, ...gatewayPeers(fhir, settings)];
  const measured = fhir.spec.telemetry.prometheus === 'Enabled';
  return [
    rule(callers, PORTS.http.number),
    ...(measured && metricsFrom.length > 0
      ? [rule(metricsFrom, PORTS.metrics.number)]
      : []),
  ];
}

// The pods of an app-routing gateway live in the namespace of the Gateway.
function gatewayPeers(
  fhir: Fhir,
  settings: OperatorSettings,
): NetworkPolicyPeer[] {
  const gateway = gatewayOf(fhir, settings);
  if (!gateway) return [];
  return [
    {
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': gateway.namespace },
      },
    },
  ];
}

function rule(
  from: NetworkPolicyPeer[],
  port: number,
): NetworkPolicyIngressRule {
  return { from, ports: [{ protocol: 'TCP', port }] };
}
