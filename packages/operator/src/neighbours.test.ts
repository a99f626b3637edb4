import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { NAMESPACE, podIdentitySpec } from './testing/fhirObjects';
import { OperatorBench } from './testing/OperatorBench';

let bench: OperatorBench;
afterEach(() => bench.stop());

const route = {
  exposure: {
    type: 'HTTPRoute' as const,
    host: 'cardio.example.org',
    gateway: { name: 'shared', namespace: 'gateways' },
  },
};

describe('two Fhirs that want one host name', () => {
  it('the younger one is told whose it is and gets nothing', async () => {
    bench = await new OperatorBench().start();
    await bench.apply('cardio');
    await bench.apply('neuro');
    expect(bench.condition('Accepted', 'neuro')).toMatchObject({
      status: 'False',
      reason: 'HostNameTaken',
      message: expect.stringContaining(`${NAMESPACE}/cardio`),
    });
    expect(bench.children()).not.toContain('Deployment/neuro');
    expect(bench.condition('Accepted', 'cardio')).toMatchObject({
      status: 'True',
    });
  });

  it('the one that serves it keeps it when an older one wants it too', async () => {
    bench = await new OperatorBench().start();
    await bench.apply('old', {
      exposure: { type: 'Ingress', host: 'old.example.org' },
    });
    await bench.apply('cardio');
    await bench.apply('old');
    expect(bench.condition('Accepted', 'old')).toMatchObject({
      reason: 'HostNameTaken',
    });
    expect(bench.child('Ingress', 'old')).toMatchObject({
      spec: { rules: [{ host: 'old.example.org' }] },
    });
    expect(bench.condition('Accepted', 'cardio')).toMatchObject({
      status: 'True',
    });
  });

  it('the other one gets it at once when it is given up or deleted', async () => {
    bench = await new OperatorBench().start();
    await bench.apply('cardio');
    await bench.apply('neuro');
    await bench.apply('psych');
    await bench.apply('cardio', { exposure: { type: 'None' } });
    expect(bench.child('Ingress', 'neuro')).toBeDefined();
    expect(bench.child('Ingress', 'psych')).toBeUndefined();
    await bench.cluster.remove(FHIR_RESOURCE, {
      namespace: NAMESPACE,
      name: 'neuro',
    });
    await bench.quiet();
    expect(bench.child('Ingress', 'psych')).toBeDefined();
  });
});

describe('an API that the cluster does not serve', () => {
  it.each([
    ['gateway.networking.k8s.io/v1', 'Exposed', route, ['HTTPRoute']],
    [
      'aadpodidentity.k8s.io/v1',
      'IdentityReady',
      podIdentitySpec,
      ['AzureIdentity', 'AzureIdentityBinding'],
    ],
  ] as const)(
    '%s is named in %s, and used as soon as it is installed',
    async (api, type, spec, kinds) => {
      const cluster = new FakeCluster().withoutApi(api);
      bench = await new OperatorBench(cluster, {
        optionalApisIntervalMs: 5,
      }).start();
      await bench.apply('cardio', spec);
      expect(bench.condition(type)).toMatchObject({
        status: 'False',
        reason: 'ApiNotServed',
      });
      expect(bench.children()).toContain('Deployment/cardio');
      cluster.withApi(api);
      await until(() => kinds.every(kind => bench.child(kind)));
      await bench.quiet();
      expect(bench.condition(type)?.reason).not.toBe('ApiNotServed');
    },
  );

  it('is no matter for a Fhir that does not need it', async () => {
    const cluster = new FakeCluster()
      .withoutApi('gateway.networking.k8s.io/v1')
      .withoutApi('aadpodidentity.k8s.io/v1');
    bench = await new OperatorBench(cluster).start();
    await bench.apply();
    await bench.becomeReady();
    expect(bench.condition('Ready')).toMatchObject({ status: 'True' });
  });

  it('and that was removed again is named again', async () => {
    const cluster = new FakeCluster();
    bench = await new OperatorBench(cluster, {
      optionalApisIntervalMs: 5,
    }).start();
    await bench.apply('cardio', route);
    expect(bench.child('HTTPRoute')).toBeDefined();
    cluster.withoutApi('gateway.networking.k8s.io/v1');
    await until(() => bench.condition('Exposed')?.reason === 'ApiNotServed');
  });
});

async function until(holds: () => boolean | undefined): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 1));
}
