import type { JsonObject } from '../jsonValue';
import { admitPod, defaultPodSpec, qosClass } from './podDefaults';

function spec(container: object, more: object = {}): JsonObject {
  return { containers: [{ name: 'main', image: 'a', ...container }], ...more };
}

function defaulted(given: JsonObject): JsonObject {
  defaultPodSpec(given);
  return given;
}

describe('a pod that leaves things out', () => {
  it.each([
    ['a', 'Always'],
    ['a:latest', 'Always'],
    ['a:1.2', 'IfNotPresent'],
    ['registry.example.org:5000/a', 'Always'],
    ['registry.example.org:5000/a:1', 'IfNotPresent'],
    ['a@sha256:abc', 'IfNotPresent'],
  ])('pulls %s %s', (image, imagePullPolicy) => {
    expect(defaulted(spec({ image }))).toMatchObject({
      containers: [{ imagePullPolicy }],
    });
  });

  it('has probes with their times', () => {
    const probe = { httpGet: { port: 8080 } };
    expect(defaulted(spec({ readinessProbe: probe }))).toMatchObject({
      containers: [
        {
          readinessProbe: {
            httpGet: { port: 8080, path: '/', scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
        },
      ],
    });
  });

  it('has volumes that are empty or have a mode', () => {
    const volumes = [
      { name: 'a' },
      { name: 'b', secret: { secretName: 's' } },
      { name: 'c', hostPath: { path: '/x' } },
      {
        name: 'd',
        projected: { sources: [{ serviceAccountToken: { path: 't' } }] },
      },
    ];
    expect(defaulted(spec({}, { volumes }))).toMatchObject({
      volumes: [
        { emptyDir: {} },
        { secret: { defaultMode: 420 } },
        { hostPath: { type: '' } },
        {
          projected: {
            defaultMode: 420,
            sources: [{ serviceAccountToken: { expirationSeconds: 3600 } }],
          },
        },
      ],
    });
  });

  it('keeps what it says', () => {
    const given = { restartPolicy: 'Never', dnsPolicy: 'None' };
    expect(defaulted(spec({}, given))).toMatchObject(given);
  });

  it('tolerates a lost node for five minutes, unless it says otherwise', () => {
    const given = spec({}, { tolerations: [] });
    admitPod(given);
    expect(given.tolerations).toHaveLength(2);
    const tolerant = spec({}, { tolerations: [{ operator: 'Exists' }] });
    admitPod(tolerant);
    expect(tolerant.tolerations).toEqual([{ operator: 'Exists' }]);
  });
});

describe('how well a pod is served', () => {
  const both = { cpu: '1', memory: '1Gi' };

  it.each([
    ['BestEffort', {}],
    ['BestEffort', { requests: { 'ephemeral-storage': '1Gi' } }],
    ['Burstable', { requests: both }],
    ['Burstable', { requests: { cpu: '500m' }, limits: both }],
    ['Burstable', { requests: { cpu: '1' }, limits: { cpu: '1' } }],
    ['Guaranteed', { requests: both, limits: both }],
  ])('is %s with %j', (expected, resources) => {
    expect(qosClass(spec({ resources }))).toBe(expected);
  });
});
