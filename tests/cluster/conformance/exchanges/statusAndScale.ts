import { get, only, patch, post, put, remove, type Script } from '../Exchange';
import { widget, widgetsPath as widgets } from '../widgets';

const show = only('spec.replicas', 'status', 'metadata.generation');
const ready = { type: 'Ready', status: 'True' };
const deployments = '/apis/apps/v1/namespaces/{ns}/deployments';

/** Spec and status cannot change each other; the generation counts changes of the spec; /scale writes replicas. */
export const statusAndScale: Script = {
  name: 'status-and-scale',
  exchanges: [
    post(
      'a status is not taken on create',
      widgets,
      { ...widget('one'), status: { replicas: 5 } },
      show,
    ),
    put(
      'a status is not taken on replace',
      `${widgets}/one`,
      answers => ({
        ...answers('a status is not taken on create'),
        spec: { replicas: 2 },
        status: { replicas: 5 },
      }),
      show,
    ),
    patch(
      'a status is not taken by a patch',
      `${widgets}/one`,
      'merge',
      { status: { replicas: 5 } },
      show,
    ),
    patch(
      'the status is written through /status',
      `${widgets}/one/status`,
      'merge',
      { status: { replicas: 1, conditions: [ready] } },
      show,
    ),
    patch(
      'a spec is not taken through /status',
      `${widgets}/one/status`,
      'merge',
      { spec: { replicas: 9 }, metadata: { labels: { a: 'b' } } },
      only('spec.replicas', 'metadata.labels', 'metadata.generation'),
    ),
    patch('an invalid status → 422', `${widgets}/one/status`, 'merge', {
      status: { conditions: [{ type: 'Ready' }] },
    }),
    patch(
      'unknown fields of a status are pruned',
      `${widgets}/one/status`,
      'merge',
      { status: { extra: 1 } },
      show,
    ),
    put(
      'replace through /status from an old version → 409',
      `${widgets}/one/status`,
      answers => ({
        ...answers('a status is not taken on create'),
        status: { replicas: 3 },
      }),
    ),
    get('read /status to replace it', `${widgets}/one/status`, show),
    put(
      'replace through /status with nothing but what it is of and the status',
      `${widgets}/one/status`,
      answers => {
        const { metadata } = Object(answers('read /status to replace it'));
        const { name, namespace, uid, resourceVersion } = metadata;
        return {
          apiVersion: 'conformance.fhir-on-aks.io/v1',
          kind: 'Widget',
          metadata: { name, namespace, uid, resourceVersion },
          status: { replicas: 2 },
        };
      },
      show,
    ),
    get('read /status', `${widgets}/one/status`, show),
    patch(
      'labels do not count',
      `${widgets}/one`,
      'merge',
      { metadata: { labels: { a: 'c' }, annotations: { x: 'y' } } },
      only('metadata.labels', 'metadata.generation'),
    ),
    patch(
      'a spec that stays the same does not count',
      `${widgets}/one`,
      'merge',
      { spec: { replicas: 2 } },
      show,
    ),
    patch(
      'a change of the spec counts',
      `${widgets}/one`,
      'merge',
      { spec: { replicas: 3 } },
      show,
    ),
    patch(
      'the generation cannot be set',
      `${widgets}/one`,
      'merge',
      { metadata: { generation: 99 } },
      show,
    ),
    get('read /scale', `${widgets}/one/scale`),
    patch('write /scale', `${widgets}/one/scale`, 'merge', {
      spec: { replicas: 4 },
    }),
    put(
      'replace /scale',
      `${widgets}/one/scale`,
      answers => ({ ...answers('write /scale'), spec: { replicas: 5 } }),
      only('spec', 'status'),
    ),
    put(
      'replace /scale from an old version → 409',
      `${widgets}/one/scale`,
      answers => ({ ...answers('read /scale'), spec: { replicas: 6 } }),
    ),
    patch('/scale obeys the schema → 422', `${widgets}/one/scale`, 'merge', {
      spec: { replicas: 11 },
    }),
    patch('/scale is never negative → 422', `${widgets}/one/scale`, 'merge', {
      spec: { replicas: -1 },
    }),
    get('the object after /scale', `${widgets}/one`, show),
    get('/scale of nothing → 404', `${widgets}/nothing/scale`),
    get('a subresource that is not there → 404', `${widgets}/one/nothing`, {
      show: (_body, { status }) => status,
    }),
    post(
      'a finalizer',
      widgets,
      widget('held', {}, { metadata: { finalizers: ['example.org/hold'] } }),
      only('metadata.finalizers'),
    ),
    remove(
      'delete only marks',
      `${widgets}/held`,
      undefined,
      only(
        'metadata.deletionTimestamp',
        'metadata.deletionGracePeriodSeconds',
        'metadata.finalizers',
        'metadata.generation',
      ),
    ),
    patch('a new finalizer is refused → 422', `${widgets}/held`, 'merge', {
      metadata: { finalizers: ['example.org/hold', 'example.org/more'] },
    }),
    patch(
      'the deletion cannot be taken back',
      `${widgets}/held`,
      'merge',
      { metadata: { deletionTimestamp: null } },
      only('metadata.deletionTimestamp'),
    ),
    remove(
      'delete again is well',
      `${widgets}/held`,
      undefined,
      only('metadata.finalizers'),
    ),
    patch(
      'the last finalizer goes',
      `${widgets}/held`,
      'merge',
      { metadata: { finalizers: null } },
      only('metadata.finalizers', 'metadata.deletionTimestamp'),
    ),
    get('and the object with it → 404', `${widgets}/held`),
    post(
      'a deployment',
      `${deployments}`,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          replicas: 0,
          paused: true,
          selector: { matchLabels: { a: 'b' } },
          template: {
            metadata: { labels: { a: 'b' } },
            spec: { containers: [{ name: 'c', image: 'i' }] },
          },
        },
      },
      only('metadata.generation', 'spec.replicas'),
    ),
    get(
      'its /scale',
      `${deployments}/web/scale`,
      only('kind', 'apiVersion', 'spec', 'status'),
    ),
  ],
};
