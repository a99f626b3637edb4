import { OperatorBench } from './testing/OperatorBench';

let bench: OperatorBench;
afterEach(() => bench.stop());

describe('a new Fhir', () => {
  it('gets all its children, owned by it, then its status, without one read', async () => {
    bench = await new OperatorBench().start();
    bench.countFromHere();
    const fhir = await bench.apply('cardio', { replicas: 2 });
    expect(bench.children()).toEqual([
      'ConfigMap/cardio',
      'Deployment/cardio',
      'Ingress/cardio',
      'PodDisruptionBudget/cardio',
      'Service/cardio',
      'ServiceAccount/cardio',
    ]);
    for (const object of bench.cluster.objects()) {
      if (object.kind === 'Fhir' || object.kind === 'Event') continue;
      expect(object.metadata.ownerReferences).toMatchObject([
        { kind: 'Fhir', uid: fhir.metadata.uid, controller: true },
      ]);
    }
    expect(bench.condition('Ready')).toMatchObject({ status: 'False' });
    await bench.becomeReady();
    expect(bench.condition('Ready')).toMatchObject({ status: 'True' });
    expect(bench.status()).toMatchObject({
      url: 'https://cardio.example.org',
      replicas: 2,
      readyReplicas: 2,
      server: { softwareVersion: '5.0.30', fhirVersion: '4.0.1' },
    });
    const verbs = new Set(bench.cluster.calls.map(({ verb }) => verb));
    expect([...verbs].sort()).toEqual(['apply', 'create', 'patch']);
  });
});
