import { Metrics } from './Metrics';
import { WorkQueue } from './queue/WorkQueue';

describe('Metrics', () => {
  it('starts every result of a controller at 0', async () => {
    const metrics = new Metrics();
    metrics.observeQueue('fhir');
    const text = await metrics.text();
    for (const result of ['success', 'requeue_after', 'error']) {
      expect(text).toContain(
        `controller_runtime_reconcile_total{controller="fhir",result="${result}"} 0`,
      );
    }
  });

  it('counts what a queue does under the names of controller-runtime', async () => {
    const metrics = new Metrics();
    const queue = new WorkQueue({
      workers: 3,
      work: async key => {
        if (key === 'bad') throw new Error('boom');
      },
      observer: metrics.observeQueue('fhir'),
    });
    metrics.watchQueue('fhir', queue, 3);
    queue.start();
    queue.add('good');
    queue.add('bad');
    while (queue.active > 0) await new Promise(setImmediate);
    const text = await metrics.text();
    await queue.stop();
    expect(text).toContain(
      'controller_runtime_reconcile_total{controller="fhir",result="success"} 1',
    );
    expect(text).toContain(
      'controller_runtime_reconcile_errors_total{controller="fhir"} 1',
    );
    expect(text).toContain('workqueue_retries_total{name="fhir"} 1');
    expect(text).toContain('workqueue_adds_total{name="fhir"} 3');
    expect(text).toContain('workqueue_depth{name="fhir"} 0');
    expect(text).toContain(
      'controller_runtime_max_concurrent_reconciles{controller="fhir"} 3',
    );
  });

  it('shows requests, leadership, reflectors and the delay of the event loop', async () => {
    const metrics = new Metrics();
    metrics.onRequest({ method: 'PATCH', code: '200', seconds: 0.01 });
    metrics.setLeader('fhir-operator', true);
    metrics.watchReflector('Fhir', {
      state: { state: 'connected' },
      stats: { lists: 1, watches: 2, events: 3, failures: 0, handlerErrors: 0 },
    });
    const text = await metrics.text();
    expect(text).toContain(
      'rest_client_requests_total{method="PATCH",code="200"} 1',
    );
    expect(text).toContain(
      'leader_election_master_status{name="fhir-operator"} 1',
    );
    expect(text).toContain('reflector_total{kind="Fhir",what="events"} 3');
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});
