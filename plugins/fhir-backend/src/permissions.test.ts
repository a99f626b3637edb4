import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  fhirPermissions,
  type InstanceList,
} from '@fhir-on-aks/plugin-fhir-common';
import {
  createFhirConditionalDecision,
  fhirConditions,
} from '@fhir-on-aks/plugin-fhir-node';
import { sampleFhir } from './__testUtils__/sampleObjects';
import {
  type Policy,
  startFhirBackend,
} from './__testUtils__/startFhirBackend';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const CARDIO = '/instances/aks/fhir/cardio';
const NEURO = '/instances/aks/fhir/neuro';

/** `decide` for one permission, everything else is allowed. */
const only =
  (name: string, decision: PolicyDecision): Policy =>
  permission =>
    permission === name ? decision : ALLOW;

type Condition = Parameters<typeof createFhirConditionalDecision>[1];

/** What a policy says to a permission when a condition holds. */
function when(name: string, condition: Condition): Policy {
  const permission = fhirPermissions.find(candidate => candidate.name === name);
  if (permission?.type !== 'resource') throw new Error(`${name} has no rules`);
  return only(name, createFhirConditionalDecision(permission, condition));
}

describe('permissions', () => {
  let backend: Awaited<ReturnType<typeof startFhirBackend>>;
  afterEach(() => backend.stop());

  async function start(policy: Policy) {
    const cluster = new FakeCluster();
    cluster.seed(
      sampleFhir('cardio'),
      sampleFhir('neuro', {
        annotations: { 'fhir-on-aks.io/owner': 'group:default/neurology' },
      }),
    );
    backend = await startFhirBackend({ clusters: { aks: cluster }, policy });
    await backend.until<Array<{ state: string }>>('/clusters', clusters =>
      clusters.every(({ state }) => state === 'connected'),
    );
  }
  const names = async () => {
    const { body } = await backend.get('/instances');
    const { instances }: InstanceList = body;
    return instances.map(({ name }) => name);
  };

  it.each([
    ['the caller may see nothing', '/instances', 'fhir.instance.read'],
    ['the caller may not see this server', CARDIO, 'fhir.instance.read'],
    [
      'the caller may not see its objects',
      `${CARDIO}/manifest?kind=Deployment&name=cardio`,
      'fhir.instance.read',
    ],
    [
      'the caller may not read logs',
      `${CARDIO}/logs?pod=cardio-7c9d-x1`,
      'fhir.logs.read',
    ],
    [
      'the caller may not make servers, and so learns no names',
      '/names/aks/fhir/cardio',
      'fhir.instance.create',
    ],
  ])('403 when %s, naming the permission', async (_, path, permission) => {
    await start(only(permission, DENY));
    const { status, body } = await backend.get(path);
    expect(status).toBe(403);
    expect(body.error.message).toContain(permission);
    expect(body.error.message).toMatch(/Ask .*the platform team/);
  });

  it.each<[string, Condition, string[]]>([
    [
      'its owner',
      fhirConditions.isOwner({ claims: ['group:default/cardiology'] }),
      ['cardio'],
    ],
    [
      'its namespace',
      fhirConditions.inNamespace({ namespaces: ['elsewhere'] }),
      [],
    ],
    [
      'its cluster',
      fhirConditions.inCluster({ clusters: ['aks'] }),
      ['cardio', 'neuro'],
    ],
    [
      'not being of an owner',
      {
        not: fhirConditions.isOwner({ claims: ['group:default/cardiology'] }),
      },
      ['neuro'],
    ],
  ])('a policy may decide by %s', async (_, condition, expected) => {
    await start(when('fhir.instance.read', condition));
    expect(await names()).toEqual(expected);
    expect((await backend.get(CARDIO)).status).toBe(
      expected.includes('cardio') ? 200 : 403,
    );
    expect((await backend.get(NEURO)).status).toBe(
      expected.includes('neuro') ? 200 : 403,
    );
  });

  it('a button that the caller may not press has the reason beside it', async () => {
    await start(
      when(
        'fhir.instance.delete',
        fhirConditions.isOwner({ claims: ['group:default/cardiology'] }),
      ),
    );
    const own = await backend.get(CARDIO);
    expect(own.body.allowed.delete).toEqual({ allowed: true });
    const other = await backend.get(NEURO);
    expect(other.body.allowed.delete).toEqual({
      allowed: false,
      reason:
        'You may not deprovision FHIR server aks/fhir/neuro. Ask its owner group:default/neurology or the platform team for the permission fhir.instance.delete.',
    });
  });

  it('the permission framework knows the permissions and the rules', async () => {
    await start(() => ALLOW);
    const { body } = await backend.get(
      '/.well-known/backstage/permissions/metadata',
    );
    const sorted = (list: Array<{ name: string }>) =>
      list.map(({ name }) => name).sort();
    expect(sorted(body.permissions)).toEqual([
      'fhir.instance.create',
      'fhir.instance.delete',
      'fhir.instance.read',
      'fhir.instance.update',
      'fhir.logs.read',
    ]);
    expect(sorted(body.rules)).toEqual([
      'IN_CLUSTER',
      'IN_NAMESPACE',
      'IS_OWNER',
    ]);
  });
});
