import { readFileSync } from 'node:fs';
import path from 'node:path';
import { installChart, release, uninstallChart } from './chart';
import { applyFhir, clientId, until, untilHealth } from './fhirs';
import { apply, kubectl, list, read } from './kubectl';
import { prepareNode, restricted } from './prepareNode';
import { publicDoor } from './servers';
import { ask } from './SteadyClient';

/** What deploy/ ships: installed by Helm with the operator's image as its Dockerfile builds it. */

beforeAll(prepareNode);

const inSystem = ['-n', release.namespace];

const leader = () =>
  until('an operator leads', async () => {
    const { spec } = await read('lease', 'fhir-operator', ...inSystem);
    const pods = await list('pods', ...inSystem);
    return pods.find(({ metadata }) =>
      String(spec.holderIdentity).includes(metadata.name),
    )?.metadata.name;
  });

describe('the chart', () => {
  it('brings the kind, the rights, the policy and operators that are Ready under Pod Security "restricted"', async () => {
    const { status } = await read('deployment', release.name, ...inSystem);
    expect(status.readyReplicas).toBe(2);
    for (const object of [
      'crd/fhirs.fhir-on-aks.io',
      'clusterrole/fhir-operator',
      'clusterrolebinding/fhir-operator',
      'validatingadmissionpolicy/fhir-deletion-protection',
    ]) {
      await kubectl('get', object);
    }
  });

  it('lets the other operator take over at once when the leader ends', async () => {
    const first = await leader();
    await kubectl('delete', 'pod', first, ...inSystem, '--wait=false');
    const since = Date.now();
    await until('the other leads', async () => (await leader()) !== first);
    expect(Date.now() - since).toBeLessThan(10_000);
  });

  it('leaves the kind and the servers when it is uninstalled, and finds them again', async () => {
    await applyFhir('radio', { fhirVersion: 'R4', replicas: 1 });
    await untilHealth('radio', 'Ready');
    await uninstallChart();
    await until('the operator is gone', async () => {
      const left = await kubectl('get', 'all', ...inSystem, '-o', 'name');
      return left === '';
    });
    const { url, headers } = await publicDoor('radio');
    expect(JSON.parse((await ask(url, headers)).text)).toMatchObject({
      fhirVersion: '4.0.1',
    });
    await installChart();
    await applyFhir('radio', { fhirVersion: 'R4', replicas: 2 });
    const { sentence } = await untilHealth('radio', 'Ready');
    expect(sentence).toBe('All 2 replicas serve FHIR R4.');
  });
});

describe('the manifests of the portal', () => {
  const folder = path.resolve(__dirname, '../../deploy/portal');

  it('are taken by an API server; the pods are as Pod Security "restricted" wants them', async () => {
    await apply(restricted('fhir-portal'));
    await kubectl('apply', '-f', path.join(folder, 'rbac.yaml'));
    const filledIn = readFileSync(path.join(folder, 'portal.yaml'), 'utf8')
      .replaceAll("<client id of the portal's identity>", clientId)
      .replaceAll('<registry>', 'registry')
      .replaceAll('<portal.example.org>', 'portal.example.org');
    expect(filledIn).not.toMatch(/^[^#]*<[a-z]/m);
    await apply(filledIn);
    // The image is not built here: what a pod would be is admitted, and waits for its image.
    await until('a pod of the portal is admitted', async () => {
      const pods = await list('pods', '-n', 'fhir-portal');
      return pods.length > 0;
    });
    await kubectl('delete', 'namespace', 'fhir-portal', '--wait=false');
  });
});
