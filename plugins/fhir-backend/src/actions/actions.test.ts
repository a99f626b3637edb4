import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import type {
  InstanceDetail,
  InstanceList,
} from '@fhir-on-aks/plugin-fhir-common';
import type { JsonObject } from '@backstage/types';
import {
  sampleChildren,
  sampleEvent,
  sampleFhir,
} from '../__testUtils__/sampleObjects';
import {
  type Policy,
  startFhirBackend,
} from '../__testUtils__/startFhirBackend';

const CARDIO = '/instances/aks/fhir/cardio';

describe('the actions of the plugin', () => {
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;
  afterEach(() => backend.stop());

  async function start(policy?: Policy) {
    const cluster = new FakeCluster();
    const fhir = sampleFhir();
    const children = sampleChildren(fhir);
    const pod = children.find(({ kind }) => kind === 'Pod');
    if (!pod) throw new Error('the sample has no pod');
    pod.status = { phase: 'Failed', message: 'The node was low on memory.' };
    cluster.seed(
      fhir,
      ...children,
      sampleEvent(pod, { type: 'Warning', reason: 'Evicted' }),
      sampleFhir('neuro', {
        annotations: { 'fhir-on-aks.io/owner': 'group:default/neurology' },
      }),
    );
    backend = await startFhirBackend({ clusters: { aks: cluster }, policy });
    if (policy) return;
    await backend.until<InstanceList>(
      '/instances',
      ({ instances }) => instances.length === 2,
    );
    await backend.until<InstanceDetail>(
      CARDIO,
      ({ children: nodes, events }) =>
        nodes[0]?.children[0]?.children.length === 2 && events.length === 1,
    );
  }
  const invoke = async (id: string, input: JsonObject = {}) => {
    const credentials = mockCredentials.user();
    const { output } = await backend.actions.invoke({ id, input, credentials });
    return Object(output);
  };
  const idsOf = async (input: JsonObject) => {
    const { servers } = await invoke('test:get-fhir-servers', input);
    return servers.map(({ id }: { id: string }) => id);
  };

  it('only read: what destroys goes through the forms', async () => {
    await start();
    const { actions } = await backend.actions.list();
    expect(actions.map(({ name, attributes }) => [name, attributes])).toEqual(
      ['get-fhir-servers', 'get-fhir-server-status', 'explain-fhir-field'].map(
        name => [
          name,
          { readOnly: true, destructive: false, idempotent: true },
        ],
      ),
    );
  });

  it.each<[string, JsonObject, string[]]>([
    ['all', {}, ['aks/fhir/cardio', 'aks/fhir/neuro']],
    [
      'those of an owner',
      { owner: 'group:default/Neurology' },
      ['aks/fhir/neuro'],
    ],
    ['those of a health', { health: 'Failed' }, []],
    ['those of another cluster', { cluster: 'elsewhere' }, []],
  ])('get-fhir-servers lists %s', async (_, input, expected) => {
    await start();
    expect(await idsOf(input)).toEqual(expected);
  });

  it('get-fhir-servers tells health in the words of the page, and the state of the clusters', async () => {
    await start();
    expect(await invoke('test:get-fhir-servers')).toMatchObject({
      clusters: [{ name: 'aks', title: 'AKS', state: 'connected' }],
      servers: [
        {
          id: 'aks/fhir/cardio',
          title: 'Cardiology',
          owner: 'group:default/cardiology',
          fhirVersion: 'R4',
          replicas: '2/2',
          health: 'Ready',
          sentence: 'Ready is True.',
        },
        { id: 'aks/fhir/neuro' },
      ],
    });
  });

  it('get-fhir-server-status explains one server: conditions, problems, events', async () => {
    await start();
    const status = await invoke('test:get-fhir-server-status', {
      server: 'aks/fhir/cardio',
    });
    expect(status).toMatchObject({
      id: 'aks/fhir/cardio',
      health: 'Ready',
      fatal: false,
      url: 'https://cardio.example.org',
      softwareVersion: '5.0.30',
      replicas: '2/2',
      conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }],
      problems: [
        expect.objectContaining({ kind: 'Pod', name: 'cardio-7c9d-x1' }),
      ],
      events: [
        {
          type: 'Warning',
          reason: 'Evicted',
          object: 'Pod cardio-7c9d-x1',
          count: 1,
        },
      ],
    });
    expect(JSON.stringify(status)).not.toContain('very-secret');
  });

  it.each<[string, string, JsonObject, string]>([
    [
      'an id that is none',
      'test:get-fhir-server-status',
      { server: 'cardio' },
      "server: 'cardio' is no id; write <cluster>/<namespace>/<name>",
    ],
    [
      'a server that is not there',
      'test:get-fhir-server-status',
      { server: 'aks/fhir/none' },
      'FHIR server aks/fhir/none is gone',
    ],
    [
      'a field that is none',
      'test:explain-fhir-field',
      { field: 'security.colour' },
      "field: the spec has no field 'security.colour'; it begins with one of fhirVersion",
    ],
  ])('say what is wrong with %s', async (_, id, input, message) => {
    await start();
    await expect(invoke(id, input)).rejects.toThrow(message);
  });

  it('explain-fhir-field tells what a field is, from the one definition of the spec', async () => {
    await start();
    expect(
      await invoke('test:explain-fhir-field', { field: 'security.mode' }),
    ).toMatchObject({
      title: 'Sign-in',
      type: 'string',
      values: ['Enabled', 'Disabled'],
      rules: [],
      fields: [],
    });
    const whole = await invoke('test:explain-fhir-field');
    expect(whole.fields[0]).toEqual({
      field: 'fhirVersion',
      title: 'FHIR version',
      description: expect.any(String),
      required: true,
    });
    expect(whole.rules).toContain(
      'replicas and autoscaling exclude each other: set one of them',
    );
  });

  it.each([
    ['test:get-fhir-servers', {}],
    ['test:get-fhir-server-status', { server: 'aks/fhir/cardio' }],
  ])('%s tells nothing to who may not see', async (id, input) => {
    await start(() => ({ result: AuthorizeResult.DENY }));
    await backend.until<Array<{ state: string }>>('/clusters', ([aks]) =>
      Boolean(aks?.state === 'connected'),
    );
    await expect(invoke(id, input)).rejects.toThrow('fhir.instance.read');
  });
});
