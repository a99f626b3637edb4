import type { DeploymentSpec } from 'kubernetes-types/apps/v1';
import type { Container, PodSpec } from 'kubernetes-types/core/v1';

/** Labels that the operator gives to the pods of `sample`. */
export const sampleLabels = {
  'app.kubernetes.io/name': 'fhir-server',
  'app.kubernetes.io/instance': 'sample',
};

const image = 'mcr.microsoft.com/healthcareapis/r4-fhir-server';

/** The image in one of its versions. */
export function serverImage(tag = '5.0.30'): string {
  return `${image}:${tag}`;
}

/** A container that listens on 8080, with what a test changes. */
export function container(change: Partial<Container> = {}): Container {
  return {
    name: 'fhir',
    image: serverImage(),
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    ...change,
  };
}

/** The Deployment `sample`: two replicas, never one too few, with what a test changes. */
export function deployment(
  change: Partial<DeploymentSpec> = {},
  pod: Partial<PodSpec> = {},
  labels: Record<string, string> = {},
): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'sample', namespace: 'fhir', labels: sampleLabels },
    spec: {
      replicas: 2,
      selector: { matchLabels: sampleLabels },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
      },
      template: {
        metadata: { labels: { ...sampleLabels, ...labels } },
        spec: { containers: [container()], ...pod },
      },
      ...change,
    },
  };
}

/** A namespaced object of the core group. */
export function core(kind: string, name: string, rest: object = {}): object {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'fhir' },
    ...rest,
  };
}

/** The Service `sample` in front of the pods of the Deployment. */
export const service = core('Service', 'sample', {
  spec: {
    selector: sampleLabels,
    ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' }],
  },
});
