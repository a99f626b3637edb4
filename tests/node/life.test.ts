import { installChart } from './chart';
import { applyFhir, hostOf, namespace, until, untilHealth } from './fhirs';
import { create, kubectl, read } from './kubectl';
import { prepareNode } from './prepareNode';
import { inPod, podsOf, publicDoor } from './servers';
import { ask, SteadyClient } from './SteadyClient';
import { tokenFile } from './workloadIdentityWebhook';

/**
 * A FHIR server on a real node: its pods are run by scheduler, kubelet, containerd and kube-proxy. Three things are
 * played: Microsoft's FHIR server (the base of our image is the FHIR server of the sandbox), the webhook of Azure
 * Workload Identity, and the ingress controller. NetworkPolicies are stored, and nobody enforces them.
 */

beforeAll(prepareNode);

const podNames = async () =>
  (await podsOf('cardio')).map(({ metadata }) => metadata.name);

const statementOf = async (name: string) => {
  const { url, headers } = await publicDoor(name);
  return JSON.parse((await ask(url, headers)).text);
};

describe('a FHIR server', () => {
  it('becomes Ready: scheduled, pulled, started, asked by its probes and by the operator', async () => {
    await applyFhir('cardio');
    const { sentence } = await untilHealth('cardio', 'Ready');
    expect(sentence).toBe('All 2 replicas serve FHIR R5.');
  });

  it('runs with what the operator writes: a number for a user, no rights, a root that cannot be written', async () => {
    expect(await inPod('cardio', 'id', '-u')).toBe('65532\n');
    const process = await inPod('cardio', 'cat', '/proc/1/status');
    expect(process).toMatch(/CapEff:\s+0000000000000000/);
    expect(process).toMatch(/NoNewPrivs:\s+1/);
    expect(process).toMatch(/Seccomp:\s+2/);
    await expect(inPod('cardio', 'touch', '/app/x')).rejects.toThrow(
      'Read-only file system',
    );
    await inPod('cardio', 'touch', '/tmp/x');
  });

  it('answers /metadata through its Service with the FHIR version that was chosen, under its public name', async () => {
    expect(await statementOf('cardio')).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '5.0.0',
      url: `https://${hostOf('cardio')}/metadata`,
    });
  });

  it('has the token of Azure Workload Identity, which the API server knows as its service account', async () => {
    const token = await inPod('cardio', 'cat', tokenFile);
    const audiences = ['api://AzureADTokenExchange'];
    const { status } = await create({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenReview',
      spec: { token: token.trim(), audiences },
    });
    expect(status).toMatchObject({
      authenticated: true,
      audiences,
      user: { username: `system:serviceaccount:${namespace}:cardio` },
    });
  });

  it('has no token of the API server', async () => {
    await expect(
      inPod('cardio', 'ls', '/var/run/secrets/kubernetes.io'),
    ).rejects.toThrow('No such file or directory');
  });

  it('reads the roles of its spec', async () => {
    const file = await inPod('cardio', 'cat', '/app/roles.json');
    expect(JSON.parse(file).roles).toMatchObject([
      { name: 'reader', dataActions: ['read'] },
    ]);
  });

  it('takes changed settings without an answer that is missing', async () => {
    const before = await podNames();
    const client = new SteadyClient(await publicDoor('cardio'));
    try {
      await applyFhir('cardio', { audit: { format: 'Text' } });
      await until('all pods are new and alone', async () => {
        const now = await podNames();
        return now.length === 2 && now.every(name => !before.includes(name));
      });
      await untilHealth('cardio', 'Ready');
    } finally {
      await client.stop();
    }
    expect([...client.answers.keys()]).toEqual(['200']);
    expect(client.answers.get('200')).toBeGreaterThan(100);
  });

  it('is Ready again after a pod was killed', async () => {
    const [pod = ''] = await podNames();
    await kubectl(
      ...['delete', 'pod', pod, '-n', namespace],
      ...['--grace-period=0', '--force'],
    );
    await until('there are two pods again', async () => {
      const { status } = await read('deployment', 'cardio', '-n', namespace);
      return status.readyReplicas === 2;
    });
    await untilHealth('cardio', 'Ready');
  });

  it('is restarted by the kubelet when its process ends, and Ready again', async () => {
    await inPod('cardio', 'sh', '-c', 'kill 1');
    await until('a container was restarted', async () => {
      const counts = (await podsOf('cardio')).flatMap(({ status }) =>
        [status.containerStatuses].flat().map(one => Object(one).restartCount),
      );
      return counts.includes(1);
    });
    await untilHealth('cardio', 'Ready');
  });

  it('sleeps with no replicas and wakes up again', async () => {
    await kubectl('scale', 'fhir/cardio', '--replicas=0', '-n', namespace);
    const { sentence } = await untilHealth('cardio', 'Paused');
    expect(sentence).toBe('The server sleeps: replicas is 0.');
    await until('no pod is left', async () => !(await podNames()).length);
    await kubectl('scale', 'fhir/cardio', '--replicas=1', '-n', namespace);
    await untilHealth('cardio', 'Ready');
  });

  it('says which tag the registry does not have, and serves on', async () => {
    await applyFhir('cardio', { replicas: 1, image: { tag: '5.0.404' } });
    const told = await untilHealth('cardio', 'Failed', 'ImagePullFailed');
    expect(told.sentence).toBe(
      'The image cannot be pulled: the registry answered "not found" for tag 5.0.404. 1 of 1 replicas still serve.',
    );
    expect(await statementOf('cardio')).toMatchObject({ fhirVersion: '5.0.0' });
    await applyFhir('cardio', { replicas: 1 });
    await untilHealth('cardio', 'Ready');
  });

  it('gets traffic only when the operator has opened the readiness gate', async () => {
    await installChart({ features: { readinessGate: 'Enabled' } });
    await until('the only pod has passed its gate', async () => {
      const pods = await podsOf('cardio');
      const [gated] = [pods[0]?.status.conditions]
        .flat()
        .map(one => Object(one))
        .filter(({ type }) => type === 'fhir-on-aks.io/storage-initialized');
      return pods.length === 1 && gated?.status === 'True';
    });
    await untilHealth('cardio', 'Ready');
    await installChart();
  });

  it('cannot be deleted while it is protected', async () => {
    await applyFhir('cardio', { replicas: 1, deletionProtection: 'Enabled' });
    await expect(
      kubectl('delete', 'fhir/cardio', '-n', namespace),
    ).rejects.toThrow('deletion protection is on');
    await applyFhir('cardio', { replicas: 1 });
  });

  it('leaves nothing when it is deleted', async () => {
    await kubectl('delete', 'fhir/cardio', '-n', namespace);
    const kinds =
      'deploy,rs,pods,svc,ingress,configmaps,serviceaccounts,pdb,networkpolicies,endpointslices,secrets';
    await until('nothing is left', async () => {
      const left = await kubectl(
        ...['get', kinds, '-n', namespace, '-o', 'name'],
        ...['-l', 'app.kubernetes.io/instance=cardio'],
      );
      return left === '';
    });
  });
});
