import type { IngressSpec } from 'kubernetes-types/networking/v1';
import type { Fhir } from '../api/fhir';
import { ANNOTATIONS, PORTS, names } from '../names';
import type { OperatorSettings } from '../operatorSettings';
import type { KubernetesObject } from './KubernetesObject';
import { objectMeta } from './objectMeta';

// A bundle may take 100 s and is often larger than the 1 MB that NGINX lets through.
const NGINX_ANNOTATIONS = {
  'nginx.ingress.kubernetes.io/proxy-body-size': '64m',
  'nginx.ingress.kubernetes.io/proxy-read-timeout': '120',
};

/** The Ingress of a server; none unless `exposure.type` is Ingress. */
export function ingress(
  fhir: Fhir,
  settings: OperatorSettings,
): KubernetesObject | undefined {
  const { exposure } = fhir.spec;
  if (exposure.type !== 'Ingress' || exposure.host === undefined) {
    return undefined;
  }
  const className = exposure.className ?? settings.ingressClass;
  const tls = tlsOf(fhir, settings);
  const annotations = {
    ...(isNginx(className) ? NGINX_ANNOTATIONS : {}),
    ...(tls?.clusterIssuer
      ? { [ANNOTATIONS.clusterIssuer]: tls.clusterIssuer }
      : {}),
    ...exposure.annotations,
  };
  const spec: IngressSpec = {
    ingressClassName: className,
    ...(tls
      ? { tls: [{ hosts: [exposure.host], secretName: tls.secretName }] }
      : {}),
    rules: [{ host: exposure.host, http: { paths: [path(fhir)] } }],
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: objectMeta(fhir, 'exposure', names.ingress(fhir), {
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    }),
    spec,
  };
}

function path(fhir: Fhir) {
  return {
    path: '/',
    pathType: 'Prefix' as const,
    backend: {
      service: {
        name: names.service(fhir),
        port: { name: PORTS.http.name },
      },
    },
  };
}

function tlsOf(fhir: Fhir, { tls: fleet }: OperatorSettings) {
  const { tls } = fhir.spec.exposure;
  if (!tls && fleet.mode === 'Disabled') return undefined;
  return {
    secretName: tls?.secretName ?? names.tlsSecret(fhir),
    clusterIssuer: tls?.clusterIssuer ?? fleet.clusterIssuer,
  };
}

function isNginx(className: string): boolean {
  return (
    className.includes('nginx') ||
    className === 'webapprouting.kubernetes.azure.com'
  );
}
