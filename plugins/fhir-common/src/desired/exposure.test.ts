import type { Fhir } from '../api/fhir';
import { parseOperatorSettings } from '../parseOperatorSettings';
import { fhirWith } from '../testing/fhirWith';
import { gatewayOf, httpRoute } from './httpRoute';
import { ingress } from './ingress';
import { networkPolicy } from './networkPolicy';
import { publicUrl, serviceUrl } from './publicUrl';
import { service } from './service';
import { specProblems } from './specProblems';

const host = 'cardio.fhir.example.org';
const settings = (changes: object = {}) => parseOperatorSettings(changes);
const exposed = (exposure: object): Fhir =>
  fhirWith({ exposure: { host, ...exposure } });
const gateway = { name: 'fhir', namespace: 'gateways' };

describe('ingress', () => {
  it('leads the host name to the Service, with TLS and the limits that bundles need', () => {
    expect(ingress(fhirWith(), settings())).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        name: 'cardio',
        annotations: {
          'nginx.ingress.kubernetes.io/proxy-body-size': '64m',
          'nginx.ingress.kubernetes.io/proxy-read-timeout': '120',
        },
      },
      spec: {
        ingressClassName: 'webapprouting.kubernetes.azure.com',
        tls: [{ hosts: [host], secretName: 'cardio-tls' }],
        rules: [
          {
            host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: {
                    service: { name: 'cardio', port: { name: 'http' } },
                  },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it.each<[string, object, object, object]>([
    [
      'no TLS where the fleet has none',
      {},
      { tls: { mode: 'Disabled' } },
      { tls: undefined },
    ],
    [
      'TLS of its own where the fleet has none',
      { tls: { secretName: 'mine' } },
      { tls: { mode: 'Disabled' } },
      { tls: [{ hosts: [host], secretName: 'mine' }] },
    ],
    [
      'another class',
      { className: 'azure-application-gateway' },
      {},
      { ingressClassName: 'azure-application-gateway' },
    ],
  ])('%s', (_, exposure, fleet, spec) => {
    const { spec: made } = Object(ingress(exposed(exposure), settings(fleet)));
    for (const [field, value] of Object.entries(spec)) {
      expect(made[field]).toEqual(value);
    }
  });

  it.each<[string, object, object, object]>([
    [
      'the issuer of the fleet',
      {},
      { tls: { clusterIssuer: 'letsencrypt' } },
      { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    ],
    [
      'its own issuer rather than the one of the fleet',
      { tls: { clusterIssuer: 'own' } },
      { tls: { clusterIssuer: 'letsencrypt' } },
      { 'cert-manager.io/cluster-issuer': 'own' },
    ],
    [
      'annotations of a person, which win',
      {
        annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '1g' },
      },
      {},
      { 'nginx.ingress.kubernetes.io/proxy-body-size': '1g' },
    ],
  ])('carries %s', (_, exposure, fleet, annotations) => {
    const made = ingress(exposed(exposure), settings(fleet));
    expect(made?.metadata.annotations).toMatchObject(annotations);
  });

  it('carries nothing for NGINX to another controller', () => {
    const made = ingress(exposed({ className: 'agc' }), settings());
    expect(made?.metadata.annotations).toBeUndefined();
  });

  it.each(['HTTPRoute', 'None'])('is none when exposure.type is %s', type => {
    expect(ingress(exposed({ type, gateway }), settings())).toBeUndefined();
  });
});

describe('httpRoute', () => {
  it('binds the host name to the gateway that is named', () => {
    const route = httpRoute(
      exposed({ type: 'HTTPRoute', gateway }),
      settings({ gateway: { name: 'other', namespace: 'other' } }),
    );
    expect(route).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      spec: {
        parentRefs: [gateway],
        hostnames: [host],
        rules: [
          {
            backendRefs: [{ kind: 'Service', name: 'cardio', port: 8080 }],
            timeouts: { request: '120s' },
          },
        ],
      },
    });
  });

  it('binds to the gateway of the fleet when none is named', () => {
    const fleet = settings({ gateway });
    expect(gatewayOf(exposed({ type: 'HTTPRoute' }), fleet)).toEqual(gateway);
  });

  it('is none without a gateway, which is a problem of the spec', () => {
    const fhir = exposed({ type: 'HTTPRoute' });
    expect(httpRoute(fhir, settings())).toBeUndefined();
    expect(specProblems(fhir, settings())).toMatchObject([
      { field: 'spec.exposure.gateway' },
    ]);
  });

  it('is none for an Ingress', () => {
    expect(httpRoute(fhirWith(), settings({ gateway }))).toBeUndefined();
  });
});

describe('service', () => {
  it('has both ports on one Service, because safeguards refuse two', () => {
    const ports = (changes: object) => {
      const { spec } = Object(service(fhirWith({ ...changes })));
      return spec.ports.map(({ name }: { name: string }) => name);
    };
    expect(ports({})).toEqual(['http']);
    expect(ports({ telemetry: { prometheus: 'Enabled' } })).toEqual([
      'http',
      'metrics',
    ]);
  });
});

describe('networkPolicy', () => {
  const on = { networkPolicy: { mode: 'Enabled' } };
  const measured = { ...on, telemetry: { prometheus: 'Enabled' } };
  const monitoring = {
    networkPolicy: {
      metricsFrom: [{ podSelector: { matchLabels: { app: 'prometheus' } } }],
    },
  };
  const ingressOf = (changes: Record<string, unknown>, fleet: object = {}) =>
    Object(networkPolicy(fhirWith(changes), settings(fleet))?.spec).ingress;

  it('is none unless it is asked for', () => {
    expect(networkPolicy(fhirWith(), settings())).toBeUndefined();
  });

  it('lets the ingress controller and the operator in', () => {
    expect(ingressOf(on)).toEqual([
      {
        from: settings().networkPolicy.ingressFrom,
        ports: [{ protocol: 'TCP', port: 8080 }],
      },
    ]);
  });

  it('lets the pods of the gateway in, which live beside it', () => {
    const [rule] = ingressOf({
      ...on,
      exposure: { type: 'HTTPRoute', host, gateway },
    });
    expect(rule.from).toContainEqual({
      namespaceSelector: {
        matchLabels: { 'kubernetes.io/metadata.name': 'gateways' },
      },
    });
  });

  it.each<[string, Record<string, unknown>, object, number[]]>([
    ['nobody measures', on, monitoring, [8080]],
    ['nobody may measure', measured, {}, [8080]],
    ['somebody measures and may', measured, monitoring, [8080, 1234]],
  ])('opens its ports when %s', (_, changes, fleet, expected) => {
    const opened = ingressOf(changes, fleet).flatMap(
      ({ ports }: { ports: Array<{ port: number }> }) =>
        ports.map(({ port }) => port),
    );
    expect(opened).toEqual(expected);
  });
});

describe('addresses', () => {
  it.each<[string, object, object, string | undefined]>([
    ['by the pattern of the fleet', {}, {}, `https://${host}`],
    [
      'by another pattern',
      {},
      { publicUrlPattern: 'http://{host}:7008' },
      `http://${host}:7008`,
    ],
    ['none without exposure', { type: 'None' }, {}, undefined],
  ])('are %s', (_, exposure, fleet, url) => {
    expect(publicUrl(exposed(exposure).spec, settings(fleet))).toBe(url);
  });

  it('inside the cluster follow its domain', () => {
    expect(serviceUrl(fhirWith(), settings())).toBe(
      'http://cardio.cardiology.svc.cluster.local:8080',
    );
  });
});
