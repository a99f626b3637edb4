import path from 'node:path';
import { readFileSync } from 'node:fs';
import { installChart, release, uninstallChart } from './chart';
import {
  applyFhir,
  clientId,
  hostOf,
  namespace,
  until,
  untilHealth,
} from './fhirs';
import { apply, create, kubectl, read } from './kubectl';
import { SteadyClient } from './SteadyClient';
import { tokenFile, workloadIdentityWebhook } from './workloadIdentityWebhook';

/**
 * What is shipped, on a real node: the chart by Helm, the operator's image from its Dockerfile, pods that scheduler,
 * kubelet, containerd and kube-proxy run. Three things are played: Microsoft's FHIR server (the base of that image is
 * the FHIR server of the sandbox), the webhook of Azure Workload Identity, and the ingress controller.
 */

const restricted = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: {
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'latest',
    },
  },
});

const inCardiology = ['-n', namespace];

const podsOf = async (name: string): Promise<any[]> =>
  (
    await read(
      ...['pods', ...inCardiology],
      ...['-l', `app.kubernetes.io/instance=${name}`],
    )
  ).items;

const podNames = async (name: string): Promise<string[]> =>
  (await podsOf(name)).map(({ metadata }) => metadata.name);

const inPod = async (name: string, ...command: string[]): Promise<string> => {
  const [pod] = (await podsOf(name)).filter(
    ({ metadata }) => !metadata.deletionTimestamp,
  );
  return kubectl('exec', ...inCardiology, pod.metadata.name, '--', ...command);
};

/** The address of the Service, which kube-proxy translates. */
const serviceUrl = async (name: string): Promise<string> => {
  const { spec } = await read('service', name, ...inCardiology);
  return `http://${spec.clusterIP}:8080`;
};

/** A request as the ingress controller passes it on. */
const forwarded = (name: string) => ({
  host: hostOf(name),
  'x-forwarded-host': hostOf(name),
  'x-forwarded-proto': 'https',
});

const metadataOf = async (name: string): Promise<any> => {
  const url = `${await serviceUrl(name)}/metadata`;
  return (await fetch(url, { headers: forwarded(name) })).json();
};

beforeAll(async () => {
  await apply(
    restricted(release.namespace),
    restricted(namespace),
    ...workloadIdentityWebhook(clientId),
  );
});

describe('the chart', () => {
  it('brings the kind, the rights, the policy and an operator that is Ready under Pod Security "restricted"', async () => {
    installChart();
    await kubectl(
      'wait',
      '--for=condition=Established',
      'crd/fhirs.fhir-on-aks.io',
    );
    const { status } = await read(
      ...['deployment', release.name, '-n', release.namespace],
    );
    expect(status.readyReplicas).toBe(2);
    for (const object of [
      'clusterrole/fhir-operator',
      'clusterrolebinding/fhir-operator',
      'validatingadmissionpolicy/fhir-deletion-protection',
    ]) {
      await kubectl('get', object);
    }
  });

  it('lets one operator lead and the other wait', async () => {
    const holder = () =>
      kubectl(
        ...['get', 'lease', 'fhir-operator', '-n', release.namespace],
        ...['-o', 'jsonpath={.spec.holderIdentity}'],
      );
    const leader = await until('somebody leads', holder);
    const pods = await read('pods', '-n', release.namespace);
    expect(
      pods.items.filter(({ metadata }: any) => leader.includes(metadata.name)),
    ).toHaveLength(1);
  });
});

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
    const statement = await metadataOf('cardio');
    expect(statement).toMatchObject({
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

  it('reads the roles of its spec', async () => {
    const { roles } = JSON.parse(
      await inPod('cardio', 'cat', '/app/roles.json'),
    );
    expect(roles).toMatchObject([{ name: 'reader', dataActions: ['read'] }]);
  });

  it('takes changed settings without an answer that is missing', async () => {
    const before = await podNames('cardio');
    const client = new SteadyClient(
      `${await serviceUrl('cardio')}/metadata`,
      forwarded('cardio'),
    );
    try {
      await applyFhir('cardio', { audit: { format: 'Text' } });
      await until('all pods are new and alone', async () => {
        const now = await podNames('cardio');
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
    const [pod] = await podsOf('cardio');
    await kubectl(
      ...['delete', 'pod', pod.metadata.name, ...inCardiology],
      ...['--grace-period=0', '--force'],
    );
    await until('there are two pods again', async () => {
      const { status } = await read('deployment', 'cardio', ...inCardiology);
      return status.readyReplicas === 2;
    });
    await untilHealth('cardio', 'Ready');
  });

  it('sleeps with no replicas and wakes up again', async () => {
    await kubectl('scale', 'fhir/cardio', '--replicas=0', ...inCardiology);
    const { sentence } = await untilHealth('cardio', 'Paused');
    expect(sentence).toBe('The server sleeps: replicas is 0.');
    await until('no pod is left', async () => !(await podsOf('cardio')).length);
    await kubectl('scale', 'fhir/cardio', '--replicas=1', ...inCardiology);
    await untilHealth('cardio', 'Ready');
  });

  it('says which tag the registry does not have, and serves on', async () => {
    await applyFhir('cardio', { replicas: 1, image: { tag: '5.0.404' } });
    const told = await untilHealth('cardio', 'Failed', 'ImagePullFailed');
    expect(told.sentence).toBe(
      'The image cannot be pulled: the registry answered "not found" for tag 5.0.404. 1 of 1 replicas still serve.',
    );
    expect(await metadataOf('cardio')).toMatchObject({ fhirVersion: '5.0.0' });
    await applyFhir('cardio', { replicas: 1 });
    await untilHealth('cardio', 'Ready');
  });

  it('leaves nothing when it is deleted', async () => {
    await kubectl(
      'delete',
      'fhir/cardio',
      ...inCardiology,
      '--cascade=foreground',
    );
    const kinds =
      'deploy,rs,pods,svc,ingress,configmaps,serviceaccounts,pdb,networkpolicies,endpointslices,secrets';
    await until('nothing is left', async () => {
      const left = await kubectl(
        ...['get', kinds, ...inCardiology, '-o', 'name'],
        ...['-l', 'app.kubernetes.io/instance=cardio'],
      );
      return left === '';
    });
  });
});

describe('the portal', () => {
  it('has manifests that an API server takes, in a namespace that is restricted', async () => {
    const folder = path.resolve(__dirname, '../../deploy/portal');
    const manifest = readFileSync(path.join(folder, 'portal.yaml'), 'utf8');
    expect(manifest).toContain('restricted');
    await kubectl(
      'apply',
      '--server-side',
      '-f',
      path.join(folder, 'rbac.yaml'),
    );
  });
});

describe('helm uninstall', () => {
  it('takes the operator and leaves the kind and the servers', async () => {
    await applyFhir('radio', { fhirVersion: 'R4', replicas: 1 });
    await untilHealth('radio', 'Ready');
    uninstallChart();
    await kubectl('get', 'crd/fhirs.fhir-on-aks.io');
    expect(await metadataOf('radio')).toMatchObject({ fhirVersion: '4.0.1' });
    await until('the operator is gone', async () => {
      const all = ['get', 'all', '-n', release.namespace, '-o', 'name'];
      return (await kubectl(...all)) === '';
    });
  });
});
